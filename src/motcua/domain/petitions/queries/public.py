"""Petitions as everybody may read them: approved words, classes, letters, what was promised and whether it was kept.

Of what was asked only `public_text` is shown; the points' own words are for whoever asked and for offices. Where the
approved words are numbered as the points are, each point has its own. What was answered and promised are an agency's
own sentences, which went out in a letter, and are shown without whatever in them points at who asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max

from motcua.domain.agencies import queries as agencies
from motcua.domain.letters.states import SIGNED_KIND
from motcua.domain.petitions import rules
from motcua.domain.petitions.models import Answer, Commitment, Petition, Point
from motcua.domain.petitions.queries.following import BoardFilter, Milestone, board, is_overdue, voter_shown
from motcua.domain.petitions.rules.naming import Pointing, pointing_at, without
from motcua.domain.signatures.models import Signed
from motcua.kernel import codes
from motcua.kernel.errors import NotFound

_NUMBERED = re.compile(r"^\s*(\d{1,2})[.)]\s+(.*)$")


@dataclass(frozen=True)
class PublicLetter:
    """A letter that answered: `code` is the one that anybody checks it by, empty for one written elsewhere."""

    symbol: str
    signed_on: date | None
    agency: str
    agency_en: str
    code: str


@dataclass(frozen=True)
class PublicPoint:
    """A point: its approved words where they are told apart, its class, what was answered, the letter, the promises."""

    number: int
    words: str
    result: str
    red: bool
    answer: str
    letter: PublicLetter | None
    milestones: tuple[Milestone, ...]


@dataclass(frozen=True)
class PublicPetition:
    """A petition for everybody. `voter` is empty unless they agreed to be named; `intro` is what no point has said."""

    code: str
    text: str
    intro: str
    session: int | None
    term: str
    area: str
    place: str
    place_en: str
    field: str
    unit: str
    unit_en: str
    voter: str
    state: str
    result: str
    red: bool
    taken_at: datetime
    due_on: date | None
    overdue: bool
    answered_at: datetime | None
    published_at: datetime
    updated_at: datetime
    points: tuple[PublicPoint, ...]

    @property
    def milestones(self) -> list[Milestone]:
        """Everything that was promised, in the order of the days."""
        return sorted((each for point in self.points for each in point.milestones), key=lambda each: each.due_on)

    @property
    def kept(self) -> int:
        """How many promises were kept, in time or late."""
        return sum(each.kept for each in self.milestones)

    @property
    def late(self) -> int:
        """How many promises were kept late, or are over and not kept."""
        return sum(each.late for each in self.milestones)


def as_everybody_sees(rows: Sequence[Petition], today: date) -> list[PublicPetition]:
    """Petitions of the board in their public form, in the same order; as many queries however many they are."""
    ids = [row.pk for row in rows]
    points: dict[int, list[Point]] = {}
    for point in Point.objects.filter(petition__in=ids).order_by("petition", "number", "pk"):
        points.setdefault(point.petition_id, []).append(point)
    made = Commitment.objects.filter(petition__in=ids, made_at__isnull=False)
    promised: dict[int, list[Commitment]] = {}
    for promise in made.select_related("unit", "answer", "carried_to").order_by("due_on", "pk"):
        promised.setdefault(promise.answer.point_id, []).append(promise)
    answers = _standing(ids)
    letters = _letters(answers)
    bearers: dict[int, list[Petition]] = {row.pk: [row] for row in rows}
    for other in Petition.objects.filter(joined_to__in=ids).order_by("pk"):
        bearers[other.joined_to_id or 0].append(other)
    found = []
    for row in rows:
        asked = points.get(row.pk, [])
        # Approved words may say where, but not who, whatever whoever approved them has overlooked.
        text = without(row.public_text, pointing_at(bearers[row.pk], home=False))
        intro, parts = parted(text, len(asked))
        hidden = pointing_at(bearers[row.pk])
        shown = []
        for each in asked:
            milestones = _milestones(promised.get(each.pk, ()), hidden, today)
            red = rules.is_bare(each.result, each.detail, milestones)
            words = parts.get(each.number, "")
            answer = without(answers[each.pk].text, hidden) if each.pk in answers else ""
            shown.append(PublicPoint(each.number, words, each.result, red, answer, letters.get(each.pk), milestones))
        found.append(_public(row, text, intro, shown, today))
    return found


def public_petition(typed: str, today: date) -> PublicPetition:
    """One petition of the board by its code.

    Raises:
        NotFound: there is none, or it was not approved for everybody.
        Malformed: it is no such code.
    """
    row = board(BoardFilter()).filter(matter__code=codes.parse_report_code(typed)).first()
    if row is None:
        raise NotFound("petition")
    return as_everybody_sees([row], today)[0]


def without_who_asked(petition: Petition, text: str) -> str:
    """A text about a petition without whatever in it points at somebody who asked and did not agree to be named."""
    joined = Petition.objects.filter(joined_to=petition).order_by("pk")
    return without(text, pointing_at([petition, *joined]))


def unnamed(petition: Petition, text: str) -> str:
    """A text about a petition for offices and delegates: who asked is named only where they agreed, where may be."""
    return without(text, pointing_at([petition], home=False))


def newest_change(wanted: BoardFilter) -> tuple[int, datetime | None]:
    """How many there are on the board, and when one of them changed last."""
    found = board(wanted).order_by().aggregate(number=Count("pk"), last=Max("updated_at"))
    return int(found["number"]), found["last"]


def checked_by(letter_ids: Collection[int]) -> dict[int, Signed]:
    """What anybody may check of these letters, by the letter's id."""
    found = Signed.objects.filter(kind=SIGNED_KIND, subject_id__in=set(letter_ids)).select_related("agency")
    return {each.subject_id: each for each in found.order_by("pk")}


def parted(text: str, count: int) -> tuple[str, Mapping[int, str]]:
    """What stands before the numbered lines of a text, and each of these; nothing told apart unless there are `count`.

    Lines without a number belong to the one above them.
    """
    intro: list[str] = []
    parts: dict[int, list[str]] = {}
    last = 0
    for line in text.splitlines():
        begins = _NUMBERED.match(line)
        if begins is not None and int(begins[1]) == last + 1:
            last += 1
            parts[last] = [begins[2]]
        elif last:
            parts[last].append(line)
        else:
            intro.append(line)
    if count < 1 or last != count:
        return text, {}
    return "\n".join(intro).strip(), {number: "\n".join(lines).strip() for number, lines in parts.items()}


def _standing(ids: Collection[int]) -> dict[int, Answer]:
    """The answer that stands, of each point."""
    rows = Answer.objects.filter(
        point__petition__in=ids, point__answered_at__isnull=False, issued_at__isnull=False
    ).select_related("agency")
    return {row.point_id: row for row in rows.order_by("point", "pk")}


def _letters(answers: Mapping[int, Answer]) -> dict[int, PublicLetter]:
    """The letter that each answer stands in."""
    signed = checked_by({row.letter_id for row in answers.values() if row.letter_id is not None})
    return {point: _letter(row, signed.get(row.letter_id or 0)) for point, row in answers.items()}


def _letter(row: Answer, signed: Signed | None) -> PublicLetter:
    return PublicLetter(
        signed.symbol if signed is not None else row.symbol,
        signed.issued_on if signed is not None else row.signed_on,
        row.agency.name,
        row.agency.name_en,
        signed.code if signed is not None else "",
    )


def _milestones(made: Iterable[Commitment], hidden: Pointing, today: date) -> tuple[Milestone, ...]:
    return tuple(
        Milestone(
            without(each.what, hidden),
            each.unit.name,
            each.due_on,
            each.done_on,
            (each.done_on or today) > each.due_on,
            str(each.carried_to.number) if each.carried_to is not None else "",
        )
        for each in made
    )


def _public(row: Petition, text: str, intro: str, points: Sequence[PublicPoint], today: date) -> PublicPetition:
    area, session, unit = row.matter.event_area, row.session, row.matter.lead_agency
    assert row.published_at is not None
    return PublicPetition(
        code=str(row.matter.code),
        text=text,
        intro=intro,
        session=session.number if session is not None else None,
        term=session.term.code if session is not None else "",
        area=area.code if area is not None else "",
        place=agencies.full_name(area) if area is not None else "",
        place_en=agencies.full_name(area, english=True) if area is not None else "",
        field=row.field,
        unit=unit.name,
        unit_en=unit.name_en,
        voter=voter_shown(row),
        state=row.state,
        result=row.result,
        red=any(each.red for each in points),
        taken_at=row.matter.submitted_at,
        due_on=row.due_on,
        overdue=is_overdue(row, today),
        answered_at=row.answered_at,
        published_at=row.published_at,
        updated_at=row.updated_at,
        points=tuple(points),
    )

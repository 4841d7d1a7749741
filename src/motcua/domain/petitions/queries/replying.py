"""What a letter to voters is made of: petitions whose answers are drafted, facts of their places; and which letters
answer what."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from django.utils.timezone import localdate

from motcua.domain.accounts.states import Duty
from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency, Area
from motcua.domain.figures import queries as figures
from motcua.domain.letters import queries as letters
from motcua.domain.letters.models import Letter
from motcua.domain.letters.rules.texts import Fact
from motcua.domain.letters.states import FactSource
from motcua.domain.petitions.models import Answer, Assignment, Commitment, Petition
from motcua.domain.petitions.queries.reading import seen_by
from motcua.domain.petitions.queries.terms import terms
from motcua.domain.petitions.rules import replying
from motcua.domain.petitions.rules.naming import pointing_at, without
from motcua.domain.petitions.rules.replying import Answered, Asked, Basis, Offered, Promised
from motcua.domain.petitions.states import State
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused

LEAST = 5
"""Reports about a place are counted in a letter from this number on: under it, one could guess who."""


@dataclass(frozen=True)
class Drafted:
    """A point whose answer is drafted; `letter_id` is the draft of a letter that it stands in already."""

    answer_id: int
    number: int
    text: str
    result: str
    letter_id: int | None


@dataclass(frozen=True)
class ToReply:
    """A petition that a letter of the official's agency may answer."""

    petition: Petition
    place: str
    drafted: tuple[Drafted, ...]
    points: int

    @property
    def whole(self) -> bool:
        """Whether every point that it makes has its draft."""
        return len(self.drafted) == self.points


@dataclass(frozen=True)
class AnsweredIn:
    """A petition that a letter answers, with the numbers of the points it answers."""

    petition: Petition
    points: tuple[int, ...]


@dataclass(frozen=True)
class LetterOf:
    """A letter that a petition is answered in: its number and symbol, where it stands, and the points."""

    letter: Letter
    number: str
    points: tuple[int, ...]


def wording() -> Mapping[str, Any]:
    """How letters to voters are worded in this province, with what the hotline is called.

    Raises:
        Refused: `replies_not_worded`, the pack says nothing of it.
    """
    kept = terms()
    if not kept.get("reply"):
        raise Refused("replies_not_worded")
    return {**kept["reply"], "hotline": str(kept.get("hotline", ""))}


def to_reply(official: Official) -> list[ToReply]:
    """Petitions that the official's agency leads and has drafted answers for, which no letter on its way holds."""
    by_petition: dict[int, list[Answer]] = {}
    for answer in _drafts(official):
        by_petition.setdefault(answer.point.petition_id, []).append(answer)
    found = seen_by(official).filter(pk__in=by_petition).prefetch_related("points").order_by("due_on", "pk")
    said = wording()
    return [
        ToReply(
            petition,
            place_of(petition, said),
            tuple(
                Drafted(each.pk, each.point.number, each.point.text, str(each.get_result_display()), each.letter_id)
                for each in by_petition[petition.pk]
            ),
            sum(1 for point in petition.points.all() if point.answered_at is None),
        )
        for petition in found
    ]


def asked_in(petition_ids: Collection[int], official: Official) -> list[Asked]:
    """These petitions as a letter quotes them, with the answers that the official's agency has drafted.

    Raises:
        NotFound: one of them is not for this official to answer, or nothing is drafted for it.
    """
    drafts = [each for each in _drafts(official) if each.point.petition_id in petition_ids]
    by_petition: dict[int, list[Answer]] = {}
    for answer in drafts:
        by_petition.setdefault(answer.point.petition_id, []).append(answer)
    if not petition_ids or set(by_petition) != set(petition_ids):
        raise NotFound("petition")
    promised: dict[int, list[Promised]] = {}
    for each in Commitment.objects.filter(answer__in=drafts).select_related("unit").order_by("due_on", "pk"):
        unit = each.unit.short_name or each.unit.name
        promised.setdefault(each.answer_id, []).append(Promised(each.what, unit, each.due_on))
    standing = {
        each.petition_id: each
        for each in Assignment.objects.filter(petition__in=by_petition, returned_at__isnull=True).order_by("pk")
    }
    asked, said = [], wording()
    for petition in seen_by(official).filter(pk__in=by_petition).order_by("pk"):
        assigned, hidden = standing[petition.pk], pointing_at([petition], home=False)
        points = tuple(
            Answered(each.pk, without(each.point.text, hidden), each.text, tuple(promised.get(each.pk, ())))
            for each in by_petition[petition.pk]
        )
        session = petition.session
        asked.append(
            Asked(
                petition.voter_name if petition.named else "",
                place_of(petition, said),
                without(petition.content, hidden),
                str(session.number) if session is not None else "",
                session.term.code if session is not None else "",
                Basis(assigned.symbol, assigned.signed_on),
                points,
            )
        )
    return asked


def offered_facts(petition_ids: Collection[int], official: Official, now: datetime) -> list[Offered]:
    """What the platform can show about the places of these petitions today, in the sentences of the province."""
    said, today = wording(), localdate(now)
    places = {
        petition.matter.event_area.pk: petition.matter.event_area
        for petition in seen_by(official).filter(pk__in=petition_ids)
        if petition.matter.event_area is not None
    }
    found = [offer for area in places.values() for offer in _of_place(area, said, today)]
    told = said.get("facts", {}).get("hotline")
    if told and said["hotline"] and said.get("app"):
        found.append(Offered("hotline", _title(told), str(told["text"]), _plain(said), {}))
    return found


def answered_in(letter: Letter, official: Official) -> list[AnsweredIn]:
    """The petitions that a letter answers, or that the one answers which it takes the place of."""
    letter_ids = [each for each in (letter.pk, letter.replaces_id) if each is not None]
    points: dict[int, set[int]] = {}
    answers = Answer.objects.filter(letter_id__in=letter_ids).select_related("point").defer("text", "point__text")
    for answer in answers.order_by("pk"):
        points.setdefault(answer.point.petition_id, set()).add(answer.point.number)
    found = seen_by(official).filter(pk__in=points)
    return [AnsweredIn(petition, tuple(sorted(points[petition.pk]))) for petition in found]


def letters_of(petition_id: int) -> list[LetterOf]:
    """The letters that a petition is answered in, drafts too, for whoever was shown the petition."""
    points: dict[int, set[int]] = {}
    answers = Answer.objects.filter(point__petition_id=petition_id, letter_id__isnull=False).order_by("pk")
    for answer in answers.select_related("point").only("letter_id", "point__number"):
        points.setdefault(answer.letter_id or 0, set()).add(answer.point.number)
    return [
        LetterOf(letter, letters.number_of(letter), tuple(sorted(points[letter.pk])))
        for letter in letters.with_ids(set(points))
    ]


def place_of(petition: Petition, said: Mapping[str, Any]) -> str:
    """Where a voter lives, as a letter says it: the whole address of who is named, else the hamlet alone."""
    address = petition.voter_address
    if not petition.named:
        address = replying.hamlet_in(address, [str(word) for word in said.get("hamlet_words", ())])
    area = petition.matter.event_area
    return ", ".join([*filter(None, [address]), *(replying.lowered(name) for name in _names(area))])


def _names(area: Area | None) -> Iterator[str]:
    """An area and those above it, without the province itself."""
    while area is not None and area.parent is not None:
        yield area.name
        area = area.parent


def _drafts(official: Official) -> list[Answer]:
    """Drafted answers of the agency's own to petitions that it leads; none that a letter on its way holds."""
    if Duty.SPECIALIST not in official.duties:
        return []
    found: QuerySet[Answer] = Answer.objects.select_related("point").filter(
        agency_id=official.agency_id,
        issued_at__isnull=True,
        point__answered_at__isnull=True,
        point__petition__state__in=(State.ACCEPTED, State.CAME_BACK),
        point__petition__matter__lead_agency_id=official.agency_id,
    )
    drafts = list(found.order_by("point__petition_id", "point__number"))
    held = {each.letter_id for each in drafts if each.letter_id is not None}
    free = letters.still_drafted(held) if held else frozenset()
    return [each for each in drafts if each.letter_id is None or each.letter_id in free]


def _plain(said: Mapping[str, Any], **words: str) -> dict[str, str]:
    return {"hotline": str(said["hotline"]), "app": str(said.get("app", "")), **words}


def _of_place(area: Area, said: Mapping[str, Any], today: date) -> Iterator[Offered]:
    """The year's dossiers at the unit of the place, where the unit is reached, and the reports about the place."""
    first, unit = date(today.year, 1, 1), _unit(area, said, today)
    days = f"{replying.written(first)} - {replying.written(today)}"
    place = ", ".join(replying.lowered(name) for name in _names(area))
    words = _plain(said, first=replying.written(first), last=replying.written(today), place=place)
    found: dict[str, dict[str, Fact]] = {}
    if unit is not None:
        words["unit"] = replying.lowered(unit.name)
        dossiers = figures.dossiers_between(unit.code, first, today)
        if dossiers.received:
            about = f"Hồ sơ tại {unit.short_name or unit.name}"
            source = Source(FactSource.FIGURE, f"Nhật ký hệ thống, đơn vị {unit.code}, {days}", today)
            found["dossiers"] = _counts(dossiers, "hồ sơ", about, source)
        found["contact"] = _contact(unit, today)
    reports = figures.reports_between(area.code, first, today)
    if reports.received >= LEAST:
        source = Source(FactSource.REPORT, f"Nhật ký hệ thống, phản ánh tại địa bàn {area.code}, {days}", today)
        found["reports"] = _counts(reports, "phản ánh", f"Phản ánh về {place}", source)
    for key, facts in found.items():
        told = said.get("facts", {}).get(key)
        if told and facts:
            yield Offered(f"{key}-{area.code}", f"{_title(told)} ({area.name})", str(told["text"]), words, facts)


@dataclass(frozen=True)
class Source:
    """What facts rest on, and the day they were so."""

    kind: FactSource
    named: str
    as_of: date

    def fact(self, label: str, value: str) -> Fact:
        """Something that this source shows."""
        return Fact(label, value, self.as_of, self.kind, self.named)


def _unit(area: Area, said: Mapping[str, Any], today: date) -> Agency | None:
    found = (agencies.responsible(str(kind), area, today) for kind in said.get("one_stop_kinds", ()))
    return next((unit for unit in found if unit is not None), None)


def _contact(unit: Agency, today: date) -> dict[str, Fact]:
    """Where a unit is reached; nothing while part of it is not published."""
    found = agencies.contact_of(unit.pk, today)
    if found is None or not (found.phone and found.email and found.address):
        return {}
    source = Source(FactSource.DIRECTORY, f"Danh bạ công khai, đơn vị {unit.code}", today)
    told = {
        "phone": ("Điện thoại", found.phone),
        "email": ("Thư điện tử", found.email),
        "address": ("Địa chỉ", found.address),
    }
    return {
        key: source.fact(f"{label} của {unit.short_name or unit.name}", value) for key, (label, value) in told.items()
    }


def _counts(handled: figures.Handled, noun: str, about: str, source: Source) -> dict[str, Fact]:
    counts = {
        "received": ("đã tiếp nhận", handled.received),
        "done": ("đã giải quyết", handled.done),
        "in_time": ("giải quyết đúng hạn", handled.in_time),
        "late": ("giải quyết quá hạn", handled.late),
    }
    return {
        key: source.fact(f"{about}: {label}", f"{replying.counted(count)} {noun}")
        for key, (label, count) in counts.items()
    }


def _title(told: Mapping[str, Any]) -> str:
    return str(told["title"]["en" if translation.get_language() == "en" else "vi"])

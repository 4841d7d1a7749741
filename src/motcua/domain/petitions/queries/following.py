"""A petition for the eyes of whoever asked, by the secret of its link; and the board for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from motcua.domain.petitions import rules
from motcua.domain.petitions.models import Answer, Commitment, Petition
from motcua.domain.petitions.queries.reading import answers_of, commitments_of, points_of, whole
from motcua.domain.petitions.rules.naming import Pointing, pointing_at, without
from motcua.domain.petitions.states import ANSWERED, OWED, UNSEEN, State
from motcua.kernel import codes
from motcua.kernel.errors import NotFound


@dataclass(frozen=True)
class Milestone:
    """What was promised: what, by which unit, by when, and whether it is kept; `carried_to` names a later session."""

    what: str
    unit: str
    due_on: date
    done_on: date | None
    late: bool
    carried_to: str

    @property
    def kept(self) -> bool:
        """Whether it was done."""
        return self.done_on is not None


@dataclass(frozen=True)
class PointFollowed:
    """A point with the answer that stands, its class, and what was promised. `red`: it promises, and says no day.

    `code` is that of the class, `result` its name in offices.
    """

    number: int
    text: str
    result: str
    detail: str
    answer: str
    letter_id: int | None
    symbol: str
    signed_on: date | None
    milestones: tuple[Milestone, ...]
    red: bool
    code: str = ""


@dataclass(frozen=True)
class Followed:
    """What whoever asked sees: the state in words, who answers by when, the points, and whether they may tap.

    `note` is what an office said with the last step. Of others who asked the same nobody is named anywhere.
    """

    petition: Petition
    main: Petition
    state: str
    unit: str
    due_on: date | None
    overdue: bool
    points: tuple[PointFollowed, ...]
    may_call_unanswered: bool
    called_unanswered: bool
    note: str = ""


@dataclass(frozen=True)
class StateForAnybody:
    """What a public code tells: state and days; nothing of who asked, nor what. `public`: it has a page for all."""

    code: str
    state: str
    unit: str
    unit_en: str
    taken_at: datetime
    due_on: date | None
    overdue: bool
    answered_at: datetime | None
    closed_at: datetime | None
    public: bool

    def unit_in(self, english: bool) -> str:
        """Who leads, in Vietnamese or in English."""
        return (self.unit_en if english else "") or self.unit


def with_token(token: str) -> Petition:
    """The petition whose link carries this secret.

    Raises:
        NotFound: there is none, or it is under seal.
    """
    found = whole().filter(matter__token=token).exclude(state=State.SEALED).order_by("pk").first()
    if found is None:
        raise NotFound("petition")
    return found


def under_seal(token: str) -> bool:
    """Whether the petition whose link carries this secret was passed on to be looked at apart: no more is said."""
    return Petition.objects.filter(matter__token=token, state=State.SEALED).exists()


def with_code(typed: str) -> Petition:
    """The petition with this public code, however it was typed; nothing of it is anybody's but its state.

    Raises:
        NotFound: there is none, or it is under seal.
        Malformed: it is no such code, or a digit is wrong.
    """
    code = codes.parse_report_code(typed)
    found = whole().filter(matter__code=code).exclude(state=State.SEALED).order_by("pk").first()
    if found is None:
        raise NotFound("petition")
    return found


def state_for_anybody(typed: str, now: datetime) -> StateForAnybody:
    """The state of the petition with this public code; of one that was joined, that of the one that goes on.

    Raises:
        NotFound: there is none, or it is under seal.
        Malformed: it is no such code, or a digit is wrong.
    """
    mine = with_code(typed)
    main = whole().get(pk=mine.joined_to_id) if mine.joined_to_id is not None else mine
    unit, owed = main.matter.lead_agency, main.state in OWED
    return StateForAnybody(
        code=str(mine.matter.code),
        state=main.state,
        unit=unit.name,
        unit_en=unit.name_en,
        taken_at=mine.matter.submitted_at,
        due_on=main.due_on if owed else None,
        overdue=is_overdue(main, localdate(now)),
        answered_at=main.answered_at,
        closed_at=main.closed_at,
        public=mine.published_at is not None and mine.state not in UNSEEN,
    )


def followed(token: str, now: datetime) -> Followed:
    """What whoever asked may follow; of one that was joined, the petition that goes on.

    Raises:
        NotFound: there is no petition with this secret, or it is under seal.
    """
    mine = with_token(token)
    main = whole().get(pk=mine.joined_to_id) if mine.joined_to_id is not None else mine
    today = localdate(now)
    overdue = is_overdue(main, today)
    tapped = main.unanswered.filter(mine=mine, round=main.rounds).exists()
    hidden = others_of(main, mine)
    return Followed(
        petition=mine,
        main=main,
        state=str(main.get_state_display()),
        unit=main.matter.lead_agency.name,
        due_on=main.due_on,
        overdue=overdue,
        points=points_followed(main.pk, today, hidden),
        may_call_unanswered=not tapped and (main.state in ANSWERED or overdue),
        called_unanswered=tapped,
        note=without(main.note, hidden),
    )


def others_of(main: Petition, mine: Petition) -> Pointing:
    """What one of those who ask the same must not read about the others."""
    bearers = [main, *main.joined.order_by("pk")]
    return pointing_at((each for each in bearers if each.pk != mine.pk), own=mine)


def is_overdue(petition: Petition, today: date) -> bool:
    """Whether an answer is owed whose day is over."""
    return petition.state in OWED and petition.due_on is not None and petition.due_on < today


def points_followed(petition_id: int, today: date, hidden: Pointing = ()) -> tuple[PointFollowed, ...]:
    """The points of a petition with what was answered and promised, for whoever may read it, but what is `hidden`."""
    latest: dict[int, Answer] = {answer.point_id: answer for answer in answers_of(petition_id, issued=True)}
    promised: dict[int, list[Commitment]] = {}
    for each in commitments_of(petition_id):
        promised.setdefault(each.answer.point_id, []).append(each)
    found = []
    for point in points_of(petition_id):
        answer = latest.get(point.pk) if point.answered_at is not None else None
        milestones = tuple(_milestone(each, today, hidden) for each in promised.get(point.pk, ()))
        found.append(
            PointFollowed(
                point.number,
                point.text,
                str(point.get_result_display()) if point.result else "",
                str(point.get_detail_display()) if point.detail else "",
                without(answer.text, hidden) if answer is not None else "",
                answer.letter_id if answer is not None and answer.recalled_at is None else None,
                answer.symbol if answer is not None else "",
                answer.signed_on if answer is not None else None,
                milestones,
                rules.is_bare(point.result, point.detail, milestones),
                point.result,
            )
        )
    return tuple(found)


def _milestone(row: Commitment, today: date, hidden: Pointing) -> Milestone:
    carried = f"{row.carried_to.number}" if row.carried_to is not None else ""
    late = (row.done_on or today) > row.due_on
    return Milestone(without(row.what, hidden), row.unit.name, row.due_on, row.done_on, late, carried)


@dataclass(frozen=True)
class BoardFilter:
    """By which the board is narrowed: a session's id, an area with all in it, a field."""

    session: int | None = None
    area: str = ""
    field: str = ""


def board(wanted: BoardFilter) -> QuerySet[Petition]:
    """What the council has approved for everybody to read, the newest first.

    `public_text` is what may be shown of its words, and `voter_shown` whether a name may be.
    """
    found = whole().filter(published_at__isnull=False).exclude(state__in=sorted(UNSEEN))
    if wanted.session is not None:
        found = found.filter(session_id=wanted.session)
    if wanted.field:
        found = found.filter(field=wanted.field)
    if wanted.area:
        place = "matter__event_area"
        found = found.filter(
            Q(**{f"{place}__code": wanted.area})
            | Q(**{f"{place}__parent__code": wanted.area})
            | Q(**{f"{place}__parent__parent__code": wanted.area})
        )
    return found.order_by("-published_at", "-matter")


def voter_shown(petition: Petition) -> str:
    """The name that the public may see: only where the voter agreed."""
    return petition.voter_name if petition.named else ""

"""Answering point by point: drafts, the letter they stand in, and what is so once that letter is issued."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.agencies import queries as agencies
from motcua.domain.journal import actions as journal
from motcua.domain.letters import queries as letters
from motcua.domain.letters.states import State as LetterState
from motcua.domain.petitions import queries, rules
from motcua.domain.petitions.actions.moves import answer
from motcua.domain.petitions.actions.taking import locked
from motcua.domain.petitions.models import Answer, Commitment, Petition, Point
from motcua.domain.petitions.states import State
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import NotFound, Refused


@atomic
def draft_answer(petition_id: int, point: int, said: rules.AnswerSaid, *, by: Official, now: datetime) -> Answer:
    """Write what one's agency answers to a point, or write it anew; nobody outside reads it before a letter is issued.

    Raises:
        NotFound: the agency neither leads nor coordinates, or there is no such point, or no such unit.
        Refused: `no_answer_owed`, `point_is_answered`, `answer_stands_in_letter` once the letter it stands in is
            being checked or signed, and what `rules.ensure_answer` refuses.
    """
    petition = _locked_for_answer(petition_id, by)
    row = Point.objects.filter(petition=petition, number=point).order_by("pk").first()
    if row is None:
        raise NotFound("point")
    if row.answered_at is not None:
        raise Refused("point_is_answered")
    before = Answer.objects.filter(point=row, agency_id=by.agency_id, issued_at__isnull=True).order_by("pk").first()
    if before is not None and before.letter_id is not None and letters.is_under_way(before.letter_id):
        raise Refused("answer_stands_in_letter")
    today = localdate(now)
    rules.ensure_answer(said, today)
    made, _fresh = Answer.objects.update_or_create(
        point=row,
        agency_id=by.agency_id,
        issued_at=None,
        defaults={
            "result": said.result,
            "detail": said.detail or "",
            "text": rules.as_said(said.text),
            "done_on": said.done_on,
            "drafted_at": now,
            "drafted_by_id": by.account_id,
        },
    )
    Commitment.objects.filter(answer=made).delete()
    for promise in said.promises:
        unit = agencies.agency_coded(promise.unit, today)
        Commitment.objects.create(
            petition=petition, answer=made, what=rules.as_said(promise.what), unit=unit, due_on=promise.due_on
        )
    facts = {
        **queries.common_facts(petition),
        "point": point,
        "result": str(said.result),
        "promises": len(said.promises),
    }
    journal.record(
        "petitions.answer_drafted", subject=("petition", petition.pk), matter_id=petition.pk, by=by, at=now, facts=facts
    )
    return made


@atomic
def put_in_letter(letter_id: int, answer_ids: Sequence[int], *, by: Official, now: datetime) -> list[Answer]:
    """Say in which letter drafted answers stand: of one petition or of several, of all its points or of some.

    Raises:
        NotFound: an answer is not the agency's own draft for a petition that it leads, or the letter is not its own.
        Refused: `nothing_to_answer`; `letter_not_in_draft` where that letter, or the one that an answer stands in
            already, is being checked or signed.
    """
    wanted = sorted(set(answer_ids))
    if not wanted:
        raise Refused("nothing_to_answer")
    _ensure_in_draft(letter_id, by)
    drafts = list(
        Answer.objects.select_for_update(of=("self",))
        .select_related("point__petition__matter")
        .filter(pk__in=wanted, agency_id=by.agency_id, issued_at__isnull=True)
        .order_by("pk")
    )
    if len(drafts) != len(wanted) or any(each.point.petition.matter.lead_agency_id != by.agency_id for each in drafts):
        raise NotFound("answer")
    for each in drafts:
        rules.ensure_may_answer(by, each.point.petition.matter.lead_agency_id, ())
        if each.letter_id not in {None, letter_id} and letters.is_under_way(each.letter_id or 0):
            raise Refused("letter_not_in_draft")
        each.letter_id = letter_id
    Answer.objects.bulk_update(drafts, ["letter_id"])
    return drafts


def _ensure_in_draft(letter_id: int, by: Official) -> None:
    """What stands in a letter is chosen while its text is written, and not any more once others look at it."""
    if letters.letter_seen_by(by, letter_id).state != LetterState.DRAFTING:
        raise Refused("letter_not_in_draft")


@atomic
def answered_by_letter(
    letter_id: int, *, symbol: str = "", signed_on: date | None = None, by: Actor, now: datetime
) -> list[Petition]:
    """A letter was issued: the answers that stand in it bind, and so does what they promise; done twice, it is once.

    A petition all whose points are answered by now is answered; the others wait for another letter.
    """
    found = Answer.objects.filter(letter_id=letter_id, issued_at__isnull=True).order_by("pk")
    petitions = sorted(set(found.order_by().values_list("point__petition_id", flat=True)))
    return [
        petition
        for petition_id in petitions
        if (petition := _issue(petition_id, {"letter_id": letter_id}, symbol, signed_on, by=by, now=now)) is not None
    ]


@atomic
def answered_on_paper(
    petition_id: int, points: Sequence[int], letter: rules.Letter, *, by: Official, now: datetime
) -> Petition:
    """The same for a letter that was written and issued outside this system, by the agency that leads.

    Raises:
        NotFound: the agency does not lead.
        Refused: `letter_without_symbol`, `letter_of_tomorrow`, `nothing_to_answer`, `no_answer_owed`;
            `answer_stands_in_letter` of this system, which is being checked or signed, or was issued.
    """
    petition = _locked_for_answer(petition_id, by)
    if petition.matter.lead_agency_id != by.agency_id:
        raise NotFound("petition")
    rules.ensure_letter(letter, localdate(now))
    chosen = {"point__number__in": list(points), "agency_id": by.agency_id}
    drafts = Answer.objects.filter(point__petition=petition, issued_at__isnull=True, **chosen)
    if any(letters.is_under_way(each) for each in drafts.order_by("pk").values_list("letter_id", flat=True) if each):
        raise Refused("answer_stands_in_letter")
    drafts.update(letter_id=None)  # of a draft that goes out without it, or was discarded
    done = _issue(petition_id, chosen, rules.as_said(letter.symbol), letter.signed_on, by=by, now=now)
    if done is None:
        raise Refused("nothing_to_answer")
    return done


def _locked_for_answer(petition_id: int, by: Official) -> Petition:
    queries.one_seen_by(petition_id, by)
    petition = locked(petition_id)
    rules.ensure_may_answer(by, petition.matter.lead_agency_id, queries.coordinating(petition_id))
    rules.ensure_owes(petition)
    return petition


def _issue(
    petition_id: int, chosen: dict[str, object], symbol: str, signed_on: date | None, *, by: Actor, now: datetime
) -> Petition | None:
    """Let the chosen drafts of a petition bind; `None` where it has none, or owes no answer any more."""
    try:
        petition = locked(petition_id)
    except NotFound:
        return None  # under seal since
    if petition.state not in {State.ACCEPTED, State.CAME_BACK}:
        return None
    drafts = list(
        Answer.objects.select_for_update(of=("self",))
        .select_related("point")
        .filter(point__petition_id=petition_id, issued_at__isnull=True, point__answered_at__isnull=True, **chosen)
        .order_by("point__number", "pk")
    )
    if not drafts:
        return None
    for each in drafts:
        each.issued_at, each.symbol, each.signed_on = now, symbol, signed_on
        each.point.answered_at, each.point.result, each.point.detail = now, each.result, each.detail
        each.point.save(update_fields=["answered_at", "result", "detail"])
    Answer.objects.bulk_update(drafts, ["issued_at", "symbol", "signed_on"])
    Commitment.objects.filter(answer__in=drafts, made_at__isnull=True).update(made_at=now)
    journal.record_all(
        journal.NewEntry(
            "petitions.answer_issued",
            ("petition", petition_id),
            rules.as_recorded(by),
            now,
            matter_id=petition_id,
            facts={
                **queries.common_facts(petition),
                "point": each.point.number,
                "result": str(each.result),
                **({"letter": each.letter_id} if each.letter_id else {}),
            },
        )
        for each in drafts
    )
    if Point.objects.filter(petition_id=petition_id, answered_at__isnull=True).exists():
        return petition
    return answer(petition_id, by=by, now=now)

"""A letter that answered petitions is taken back, or another takes its place: what was answered follows the letter.

Where the council was done with the answer already, it decides itself whether it is owed again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts.models import Post
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import on
from motcua.domain.journal import actions as journal
from motcua.domain.matters import actions as matters
from motcua.domain.notices import actions as notices
from motcua.domain.petitions import queries, rules
from motcua.domain.petitions.actions.stepping import complete_task
from motcua.domain.petitions.actions.taking import locked, locked_by_council
from motcua.domain.petitions.models import Answer, Commitment, Petition, Point
from motcua.domain.petitions.states import VERB_OF_MOVE, WORKFLOW, Event, State
from motcua.domain.routes import queries as routes
from motcua.kernel.actors import Actor, Official, System
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.later import defer

COUNCILS_OWN = frozenset({State.SETTLED, State.REPORTED})
"""The council is done with the answer: whether it is owed again is its decision, no consequence."""
KEEPER = System("promises")


@atomic
def letter_recalled(letter_ids: Collection[int], *, by: Actor, now: datetime) -> list[Petition]:
    """A letter was taken back, with those whose place it had taken: what they answered is owed again.

    Its day stays as it was. What was promised and not kept is withdrawn; everything stays on record. Done twice, it is
    once; of a petition under seal there is nothing to take back.
    """
    return _of_each(letter_ids, lambda petition: _recalled(petition, letter_ids, by, now))


@atomic
def letter_replaced(
    letter_ids: Collection[int], with_letter: int, stands: rules.Letter, *, by: Actor, now: datetime
) -> list[Petition]:
    """Another letter took the place of these: what they answered and promised stands in it from now on."""
    return _of_each(letter_ids, lambda petition: _taken_over(petition, letter_ids, with_letter, stands, by, now))


@atomic
def owe_again(petition_id: int, why: str, *, by: Official, now: datetime) -> Petition:
    """Ask for an answer again whose letter was recalled after the council had found it enough.

    Raises:
        NotFound: the official is not of the council's office, or there is no such petition.
        Refused: `reason_too_short`; `nothing_recalled`, no answer of the petition waits for this decision.
    """
    petition = locked_by_council(petition_id, by)
    rules.ensure_reason(why)
    answers = [each for each in queries.answers_of(petition_id, issued=True) if each.recalled_at is not None]
    if petition.state != State.SETTLED or not answers:
        raise Refused("nothing_recalled")
    petition.note = why.strip()
    petition.save(update_fields=["note"])
    _withdraw(petition, answers, by, now)
    defer(f"petitions.tell_{Event.OWED_AGAIN}", petition_id=petition_id)
    return petition


@atomic
def tell_of_recall(petition_id: int, *, by: Actor, now: datetime) -> int:
    """Tell the council's secretaries, and whoever answers at the lead agency, that a letter was recalled; how many."""
    petition = queries.of_matter(petition_id)
    recalled = queries.recalled_letters(petition_id)
    if petition is None or petition.state == State.SEALED or not recalled:
        return 0
    posts, last = Post.objects.filter(on(localdate(now))), recalled[-1]
    council = posts.filter(agency=petition.matter.one_stop, duty=Duty.COUNCIL)
    unit = posts.filter(agency=petition.matter.lead_agency, duty__in=[Duty.SPECIALIST, Duty.LEADER])
    subject = f"Kiến nghị cử tri {petition.matter.code}: văn bản trả lời số {last.symbol} đã bị thu hồi"
    if last.withdrawn:
        body = f"Các ý đã trả lời trong văn bản đó, {petition.matter.lead_agency.name} phải trả lời lại."
        body += f" Ngày phải trả lời vẫn là {petition.due_on:%d/%m/%Y}." if petition.due_on else ""
    else:
        body = "Kiến nghị đã thẩm tra xong. Văn phòng tổng hợp xem xét có yêu cầu trả lời lại hay không."
    told = 0
    whom = {*council.values_list("account_id", flat=True), *unit.values_list("account_id", flat=True)}
    for account_id in sorted(whom):
        event = f"petition-{petition_id}-recalled-{last.letter_id}"
        told += notices.tell(account_id, event, subject, body, by=by, now=now, matter_id=petition_id) is not None
    return told


def _of_each(letter_ids: Collection[int], act: Callable[[Petition], bool]) -> list[Petition]:
    """Do it to each petition that has answers in these letters; those to which something was done."""
    found = Answer.objects.filter(letter_id__in=letter_ids).order_by().values_list("point__petition_id", flat=True)
    done = []
    for petition_id in sorted(set(found)):
        try:
            petition = locked(petition_id)
        except NotFound:
            continue  # under seal since
        if act(petition):
            done.append(petition)
    return done


def _recalled(petition: Petition, letter_ids: Collection[int], by: Actor, now: datetime) -> bool:
    rows = Answer.objects.select_for_update(of=("self",)).select_related("point")
    found = rows.filter(point__petition=petition, letter_id__in=letter_ids, recalled_at__isnull=True)
    answers = list(found.filter(issued_at__isnull=False).order_by("point__number", "pk"))
    if not answers:
        return False
    for each in answers:
        each.recalled_at = now
    Answer.objects.bulk_update(answers, ["recalled_at"])
    _record("petitions.answer_recalled", petition, answers, by, now)
    if petition.state in COUNCILS_OWN and _standing(petition) & {each.pk for each in answers}:
        petition.updated_at = now
        petition.save(update_fields=["updated_at"])
    else:
        _withdraw(petition, answers, by, now)
    defer(f"petitions.tell_{Event.RECALLED}", petition_id=petition.pk)
    defer("petitions.tell_of_recall", petition_id=petition.pk)
    return True


def _taken_over(  # noqa: PLR0917  # which letter's answers, and in which they stand now
    petition: Petition, letter_ids: Collection[int], with_letter: int, stands: rules.Letter, by: Actor, now: datetime
) -> bool:
    rows = Answer.objects.select_for_update(of=("self",)).select_related("point")
    found = rows.filter(point__petition=petition, letter_id__in=letter_ids, issued_at__isnull=False)
    answers = list(found.order_by("point__number", "pk"))
    if not answers:
        return False
    before = {each.pk: each.letter_id for each in answers}
    for each in answers:
        each.letter_id, each.symbol, each.signed_on = with_letter, stands.symbol, stands.signed_on
    Answer.objects.bulk_update(answers, ["letter_id", "symbol", "signed_on"])
    petition.updated_at = now
    petition.save(update_fields=["updated_at"])
    _record("petitions.answer_taken_over", petition, answers, by, now, lambda each: {"from_letter": before[each.pk]})
    return True


def _withdraw(petition: Petition, answers: Sequence[Answer], by: Actor, now: datetime) -> None:
    """These answer nothing any more; a point that only they answered is unanswered, and the petition owes it again."""
    gone = {each.pk for each in answers}
    unanswered = {each.point_id for each in answers if each.pk in _standing(petition)}
    promised = Commitment.objects.filter(answer__in=gone, made_at__isnull=False, kept_at__isnull=True)
    counts = dict.fromkeys(gone, 0)
    for answer_id in promised.values_list("answer_id", flat=True):
        counts[answer_id] += 1
    promised.update(withdrawn_at=now)
    Answer.objects.filter(pk__in=gone).update(withdrawn_at=now)
    Point.objects.filter(pk__in=unanswered).update(answered_at=None, result="", detail="")
    petition.updated_at = now
    petition.save(update_fields=["updated_at"])
    _record("petitions.answer_withdrawn", petition, answers, by, now, lambda each: {"promises": counts[each.pk]})
    owes = Point.objects.filter(petition=petition, answered_at__isnull=True).exists()
    if owes and "owe_again" in WORKFLOW.moves_from(petition.state):
        _back_to_the_answer(petition, by, now)
    elif petition.state == State.FOLLOWED and not queries.open_commitments(petition.pk):
        found = queries.task_for(petition.pk, "fulfil")
        if found is not None:
            complete_task(*found, by=KEEPER, now=now)


def _standing(petition: Petition) -> set[int]:
    """Of each point the answer that went out last."""
    return set({each.point_id: each.pk for each in queries.answers_of(petition.pk, issued=True)}.values())


def _back_to_the_answer(petition: Petition, by: Actor, now: datetime) -> None:
    """Back to the step that answers, at the desk of who leads; late if its day is over."""
    matter = petition.matter
    step = matters.step_back(matter, _answering(petition), "owe_again", now=now)
    petition.state = WORKFLOW.after("owe_again", petition.state)
    petition.answered_at, petition.result = None, ""
    matter.finished_at, matter.verdict, matter.in_time = None, "", None
    step.touched |= {"finished_at", "verdict", "in_time"}
    facts = {**queries.common_facts(petition), "step": step.task.step}
    if matter.due_at:
        facts["due"] = matter.due_at
    entry = journal.NewEntry(
        VERB_OF_MOVE["owe_again"],
        ("petition", petition.pk),
        rules.as_recorded(by),
        now,
        matter_id=petition.pk,
        facts=facts,
    )
    writes = matters.keep(step)
    writes.save(petition, {"state", "answered_at", "result", "updated_at"})
    journal.record_all([entry], along=writes)
    writes.send()


def _answering(petition: Petition) -> str:
    """The step of the petition's route that ends with the answer."""
    route = routes.playable(petition.matter.route)
    return next(step.name for step in route.steps if any(each.move == "answer" for each in step.outcomes))


def _record(  # noqa: PLR0917  # one entry for each answer
    verb: str,
    petition: Petition,
    answers: Sequence[Answer],
    by: Actor,
    now: datetime,
    more: Callable[[Answer], dict[str, object]] = lambda each: {},
) -> None:
    facts = queries.common_facts(petition)
    journal.record_all(
        journal.NewEntry(
            verb,
            ("petition", petition.pk),
            rules.as_recorded(by),
            now,
            matter_id=petition.pk,
            facts={**facts, "point": each.point.number, "letter": each.letter_id, **more(each)},
        )
        for each in answers
    )

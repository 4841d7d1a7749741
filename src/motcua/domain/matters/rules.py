"""Who may work on a task. Pure decisions: no queries, no clock."""

from __future__ import annotations

from datetime import date

from motcua.domain.matters.models import Matter, Task
from motcua.domain.matters.states import Verdict
from motcua.kernel.actors import Actor, Citizen, Official
from motcua.kernel.errors import NotFound, Refused


def ensure_at(task: Task, official: Official) -> None:
    """A task of another agency, open or closed, does not exist for this official."""
    if task.agency_id != official.agency_id:
        raise NotFound("task")


def ensure_duty(task: Task, official: Official) -> None:
    """A step is done by somebody who holds its duty."""
    if task.duty not in official.duties:
        raise Refused("other_duty", duty=task.duty)


def ensure_open(task: Task) -> None:
    """A closed task stays closed; the second to press is told who was first."""
    if task.closed_at is not None:
        raise Refused("task_closed", closed_by=task.closed_by_id, outcome=task.outcome, at=task.closed_at)


def ensure_may_complete(task: Task, by: Actor) -> None:
    """The assignee, somebody standing in for the assignee, or anyone with the duty while nobody has taken it.

    A waiting step is the applicant's; that it is *their* matter, and still open, is for the kind of matter to say.
    """
    if isinstance(by, Citizen) and task.agency_id is not None:
        raise NotFound("task")
    if task.agency_id is None:
        return
    if isinstance(by, Official):
        ensure_at(task, by)
    ensure_open(task)
    if isinstance(by, Official):
        ensure_duty(task, by)
        if task.assignee_id not in {None, by.account_id} and task.assignee_id not in by.stands_in_for:
            raise Refused("task_of_another", assignee=task.assignee_id)


def ensure_may_claim(task: Task, official: Official) -> None:
    """Free tasks may be taken by anyone with the duty; who has the task already keeps it."""
    ensure_at(task, official)
    ensure_open(task)
    ensure_duty(task, official)
    if task.assignee_id not in {None, official.account_id, *official.stands_in_for}:
        raise Refused("task_taken", assignee=task.assignee_id)


def ensure_may_reassign(task: Task, official: Official) -> None:
    """The one who has the task, or a leader of the agency, may give it to a colleague with the same duty."""
    ensure_at(task, official)
    ensure_open(task)
    mine = task.assignee_id in {official.account_id, *official.stands_in_for}
    if not mine and "leader" not in official.duties:
        raise Refused("not_yours_to_reassign")


def ensure_leads(official: Official) -> None:
    """The work of an agency is shared out by those who lead it."""
    if "leader" not in official.duties:
        raise Refused("not_yours_to_reassign")


def acted_for(task: Task, by: Actor) -> int | None:
    """The absent holder of the task for whom a stand-in acts; nobody when it is free or their own."""
    if isinstance(by, Official) and task.assignee_id in by.stands_in_for:
        return task.assignee_id
    return None


def ensure_running(matter: Matter) -> None:
    """While an official's hold lasts nothing is completed: time that counts for nobody is worked by nobody."""
    if matter.held_at is not None:
        raise Refused("clock_is_held", since=matter.held_at)


def verdict_of(ended: date, owed: date) -> Verdict:
    """Early, on time or late: by the day, as people are told it."""
    if ended < owed:
        return Verdict.EARLY
    return Verdict.ON_TIME if ended == owed else Verdict.LATE

"""A petition that turns out to be a denunciation: it leaves every list, and its words go where only few may read."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.documents import actions as documents
from motcua.domain.journal import actions as journal
from motcua.domain.matters import actions as matters
from motcua.domain.matters.models import Hold, Task
from motcua.domain.petitions import queries
from motcua.domain.petitions.actions.taking import locked
from motcua.domain.petitions.actions.wiping import QUEUE, put_away
from motcua.domain.petitions.models import Passing, Petition
from motcua.domain.petitions.states import VERB_OF_MOVE, WORKFLOW, State
from motcua.kernel.actors import Actor, Official
from motcua.kernel.later import defer
from motcua.kernel.prepared import Writes


@atomic
def seal(petition_id: int, *, by: Official, now: datetime) -> Petition:
    """Take a petition that is a denunciation out of every list, over or not; a job hands it to the sealed queue.

    With it goes everything that was written about it and every petition that was joined to it, for they say the same.
    Nothing of it can be read any more from here on but by that job (`queries.to_reroute`).

    Raises:
        NotFound: it is not this official's.
    """
    queries.one_seen_by(petition_id, by)
    petition = locked(petition_id)
    same = Petition.objects.filter(joined_to_id=petition_id).exclude(state=State.SEALED).order_by("pk")
    for other_id in list(same.values_list("pk", flat=True)):
        _sealed(locked(other_id), by, now)
    _sealed(petition, by, now)
    petition.refresh_from_db()
    return petition


def _sealed(petition: Petition, by: Official, now: datetime) -> None:
    quoting = put_away(petition, now=now)
    matter, over = petition.matter, petition.state in WORKFLOW.final
    # Whatever else was decided of it: a denouncer is protected at any time (Luật Tố cáo 2018, Điều 8).
    petition.state = State.SEALED if over else WORKFLOW.after("seal", petition.state)
    petition.updated_at = now
    petition.closed_at = petition.closed_at or now
    writes = Writes()
    if not over:
        tasks = list(Task.objects.filter(matter=matter, closed_at__isnull=True).order_by("pk"))
        Task.objects.filter(pk__in=[task.pk for task in tasks]).update(closed_at=now, outcome="seal")
        Hold.objects.filter(matter=matter, ends_at__isnull=True).update(ends_at=now)
        step = matters.Step.outside_the_route(matter, tasks, "seal")
        matters.close(step, now=now)
        writes = matters.keep(step)
    writes.save(petition, ["state", "closed_at", "updated_at"])
    entry = journal.NewEntry(
        VERB_OF_MOVE["seal"],
        ("petition", petition.pk),
        by,
        now,
        matter_id=petition.pk,
        facts={"source": str(petition.source)},
    )
    journal.record_all([entry], along=writes)
    writes.send()
    defer("petitions.reroute", petition_id=petition.pk)
    for letter_id in quoting:
        defer("petitions.tell_quoting", letter_id=letter_id)


@atomic
def forget_words(petition_id: int, *, by: Actor, now: datetime) -> bool:
    """Keep nothing of a sealed petition that says who asked or what they said; whether there was anything left.

    Called once its words lie in the sealed queue.
    """
    petition = Petition.objects.select_for_update().filter(pk=petition_id, state=State.SEALED).order_by("pk").first()
    kept = Passing.objects.select_for_update().filter(petition_id=petition_id).order_by("pk").first()
    if petition is None or kept is None:
        return False
    files = list(kept.files)
    kept.delete()
    for file_id in files:
        documents.erase(file_id, by=QUEUE, now=now)
    facts = {"source": str(petition.source)}
    journal.record("petitions.rerouted", subject=("petition", petition.pk), by=QUEUE, at=now, facts=facts)
    return True

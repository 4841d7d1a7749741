"""A petition that turns out to be a denunciation: it leaves every list, and its words go where only few may read."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.journal import actions as journal
from motcua.domain.matters import actions as matters
from motcua.domain.matters.models import Hold, Task
from motcua.domain.notices import actions as notices
from motcua.domain.petitions import queries
from motcua.domain.petitions.actions.taking import locked
from motcua.domain.petitions.models import (
    Answer,
    Commitment,
    Opinion,
    Petition,
    Point,
    Review,
    Unanswered,
    VoterLetter,
)
from motcua.domain.petitions.states import VERB_OF_MOVE, WORKFLOW
from motcua.kernel.actors import Actor, Official, System
from motcua.kernel.later import defer

QUEUE = System("sealed-queue")
WIPED: dict[str, object] = {
    "voter": None,
    "voter_name": "",
    "voter_phone": "",
    "voter_phone_index": "",
    "voter_email": "",
    "voter_address": "",
    "named": False,
    "content": "",
    "pairs": [],
    "note": "",
    "public_text": "",
    "published_at": None,
    "published_by": None,
    "client_key": None,
    "opinion": None,
}
"""What a petition is left with: its code, and that it was passed on."""


@atomic
def seal(petition_id: int, *, by: Official, now: datetime) -> Petition:
    """Take a petition that is a denunciation out of every list; a job hands its words to the sealed queue.

    From now on no query shows it but the one the job asks (`queries.to_reroute`).

    Raises:
        NotFound: it is not this official's.
    """
    queries.one_seen_by(petition_id, by)
    petition = locked(petition_id)
    matter = petition.matter
    petition.state = WORKFLOW.after("seal", petition.state)
    tasks = list(Task.objects.filter(matter=matter, closed_at__isnull=True).order_by("pk"))
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(closed_at=now, outcome="seal")
    Hold.objects.filter(matter=matter, ends_at__isnull=True).update(ends_at=now)
    step = matters.Step.outside_the_route(matter, tasks, "seal")
    matters.close(step, now=now)
    petition.closed_at = petition.updated_at = now
    petition.published_at, petition.public_text = None, ""
    writes = matters.keep(step)
    writes.save(petition, ["state", "closed_at", "updated_at", "published_at", "public_text"])
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
    return petition


@atomic
def forget_words(petition_id: int, *, by: Actor, now: datetime) -> bool:
    """Leave nothing of a sealed petition that says who asked or what they said; whether there was anything left.

    Called once its words lie in the sealed queue.
    """
    petition = Petition.objects.select_for_update().filter(pk=petition_id, state="sealed").order_by("pk").first()
    if petition is None or not petition.content:
        return False
    if petition.opinion_id is not None:
        Opinion.objects.filter(pk=petition.opinion_id).update(
            speaker_name="", hamlet="", speaker_phone="", words="", answer=""
        )
    if petition.voter_id is not None:
        notices.take_back(petition.pk, petition.voter_id, by=QUEUE, now=now)
    Point.objects.filter(petition=petition).update(text="")
    Answer.objects.filter(point__petition=petition).update(text="")
    Commitment.objects.filter(petition=petition).update(what="", how="")
    Review.objects.filter(petition=petition).update(words="")
    Unanswered.objects.filter(petition=petition).update(words="")
    VoterLetter.objects.filter(petition=petition).delete()
    Petition.objects.filter(pk=petition.pk).update(**WIPED)
    facts = {"source": str(petition.source)}
    journal.record("petitions.rerouted", subject=("petition", petition.pk), by=QUEUE, at=now, facts=facts)
    return True

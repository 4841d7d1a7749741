"""Letters to voters without an account, and words for the sealed queue: for the jobs that carry them."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from motcua.domain.petitions.models import Petition, VoterLetter
from motcua.domain.petitions.queries.terms import terms
from motcua.domain.petitions.states import State, Way

MOST_LETTER_ATTEMPTS = 8


@dataclass(frozen=True)
class LetterReady:
    """A letter to hand over now; `stop` is the address of the page that stops them, `reference` the same each time."""

    way: Way
    address: str
    subject: str
    body: str
    stop: str
    reference: str


@dataclass(frozen=True)
class Rerouted:
    """A denunciation that came as a petition: what the sealed queue is given, under the name it came by."""

    client_key: str
    category: str
    content: str
    name: str
    phone: str
    email: str
    address: str
    area: str


def letter_to_send(letter_id: int) -> LetterReady | None:
    """What has to go; `None` when it has gone, was given up, or its reader does not want it any more."""
    rows = VoterLetter.objects.select_related("petition__matter").filter(
        pk=letter_id,
        sent_at__isnull=True,
        attempts__lt=MOST_LETTER_ATTEMPTS,
        petition__mail_stopped_at__isnull=True,
    )
    found = rows.exclude(petition__state=State.SEALED).order_by("pk").first()
    if found is None:
        return None
    petition, way = found.petition, Way(found.way)
    address = petition.voter_email if way is Way.EMAIL else petition.voter_phone
    if not address:
        return None
    return LetterReady(
        way,
        address,
        str(found.words.get("subject", "")),
        str(found.words.get("body", "")),
        f"{settings.MOTCUA_PUBLIC_URL}/kien-nghi/{petition.matter.token}/thoi-gui-tin/",
        f"motcua-petition-{found.pk}",
    )


def to_reroute(petition_id: int) -> Rerouted | None:
    """What the sealed queue is to be given; `None` when it has it already, or the petition is none of that kind."""
    found = (
        Petition.objects.select_related("matter__event_area")
        .filter(pk=petition_id, state=State.SEALED)
        .order_by("pk")
        .first()
    )
    if found is None or not found.content:
        return None
    return Rerouted(
        f"petition-{found.pk}",
        str(terms().get("sealed_category", "")),
        found.content,
        found.voter_name,
        found.voter_phone,
        found.voter_email,
        found.voter_address,
        found.matter.event_area.code if found.matter.event_area is not None else "",
    )

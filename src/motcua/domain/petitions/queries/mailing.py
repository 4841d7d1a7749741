"""Letters to voters without an account, and words for the sealed queue: for the jobs that carry them."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from motcua.domain.documents import queries as documents
from motcua.domain.documents.models import File
from motcua.domain.petitions.models import Passing, VoterLetter
from motcua.domain.petitions.queries.terms import terms
from motcua.domain.petitions.states import State, Way

MOST_LETTER_ATTEMPTS = 8
FIRST = 9_000
"""Characters of the words of a petition that a first letter to the sealed queue holds; the rest follows it."""


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
    """A denunciation that came as a petition: what the sealed queue is given, under the name it came by.

    `more` is what does not fit into a first letter: the end of a long text, and what was written at every desk.
    """

    client_key: str
    category: str
    content: str
    name: str
    phone: str
    email: str
    address: str
    area: str
    more: str = ""
    files: tuple[tuple[str, bytes], ...] = ()


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
    kept = Passing.objects.filter(petition_id=petition_id, petition__state=State.SEALED).order_by("pk").first()
    if kept is None:
        return None
    said = {key: str(value) for key, value in kept.body.items()}
    content = said["content"]
    files = File.objects.filter(pk__in=kept.files).order_by("pk")
    return Rerouted(
        f"petition-{petition_id}",
        str(terms().get("sealed_category", "")),
        content[:FIRST],
        said["name"],
        said["phone"],
        said["email"],
        said["address"],
        said["area"],
        "\n".join(filter(None, (content[FIRST:], said["more"]))),
        tuple((file.name, documents.content_of(file)) for file in files),
    )

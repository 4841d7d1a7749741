"""Papers that came with a petition, for whose eyes: they may name a voter who did not agree to be named.

The council's office reads all of them. Whoever leads or coordinates by the assignment that stands, and whoever assigns,
reads what the office has passed on. The voter reads what came with their own petition.
"""

from __future__ import annotations

from django.db.models import QuerySet

from motcua.domain.accounts.states import Duty
from motcua.domain.documents.models import File
from motcua.domain.petitions.models import Attachment, Petition
from motcua.domain.petitions.queries.following import with_token
from motcua.domain.petitions.queries.reading import coordinating, one_seen_by
from motcua.domain.petitions.queries.terms import terms
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound


def attachments_for(petition_id: int, official: Official) -> list[Attachment]:
    """The papers of a petition that an official may read, in the order they came.

    Raises:
        NotFound: the petition is not theirs.
    """
    petition = one_seen_by(petition_id, official)
    return list(_readable(petition, official).order_by("pk"))


def attachment_file(attachment_id: int, official: Official) -> File:
    """The file of one paper for an official's eyes.

    Raises:
        NotFound: there is none, or it is not for them.
    """
    return attachment_seen_by(attachment_id, official).file


def attachment_seen_by(attachment_id: int, official: Official) -> Attachment:
    """One paper for an official's eyes.

    Raises:
        NotFound: there is none, or it is not for them.
    """
    asked = Attachment.objects.filter(pk=attachment_id).order_by("pk").first()
    if asked is None:
        raise NotFound("attachment")
    petition = one_seen_by(asked.petition_id, official)
    found = _readable(petition, official).filter(pk=attachment_id).order_by("pk").first()
    if found is None:
        raise NotFound("attachment")
    return found


def own_attachments(token: str) -> list[Attachment]:
    """What came with the petition whose link carries this secret, for the voter.

    Raises:
        NotFound: there is none, or it is under seal.
    """
    return list(_papers(with_token(token).pk).order_by("pk"))


def own_attachment(token: str, attachment_id: int) -> File:
    """One paper of the petition whose link carries this secret, for the voter.

    Raises:
        NotFound: there is none, or it is under seal.
    """
    found = _papers(with_token(token).pk).filter(pk=attachment_id).order_by("pk").first()
    if found is None:
        raise NotFound("attachment")
    return found.file


def _papers(petition_id: int) -> QuerySet[Attachment]:
    return Attachment.objects.filter(petition_id=petition_id).select_related("file")


def _readable(petition: Petition, official: Official) -> QuerySet[Attachment]:
    papers, here = _papers(petition.pk), official.agency_id
    if petition.matter.one_stop_id == here and Duty.COUNCIL in official.duties:
        return papers
    answers = here in {petition.matter.lead_agency_id, *coordinating(petition.pk)}
    if answers or official.agency_code == terms().get("assigning"):
        return papers.filter(passed_on=True)
    return papers.none()

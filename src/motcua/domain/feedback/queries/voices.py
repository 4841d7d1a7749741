"""Voice notes with reports, for whoever sent them; an official hears them where they see the pictures."""

from __future__ import annotations

from motcua.domain.documents.rules.sounds import Longest
from motcua.domain.feedback.models import Draft, DraftPhoto, Photo
from motcua.domain.feedback.queries.categories import terms
from motcua.domain.feedback.queries.following import reported
from motcua.domain.feedback.rules import voices as rules
from motcua.domain.feedback.states import State
from motcua.kernel.errors import NotFound


def longest_voice() -> Longest | None:
    """How long and how large a voice note may be; `None` where the province takes none."""
    return rules.longest(terms())


def voices_of_draft(found: Draft) -> list[DraftPhoto]:
    """The voice note of a report that is being written, if there is one."""
    there = DraftPhoto.objects.filter(draft=found, file__media_type__startswith=rules.SOUND)
    return list(there.select_related("file").order_by("pk"))


def voices_followed(token: str) -> list[Photo]:
    """The voice notes of the report whose page has this secret; none once it is under seal.

    Raises:
        NotFound: there is no report with this secret.
    """
    report = reported(token)
    if report.state == State.SEALED:
        return []
    return list(Photo.objects.filter(report=report, role=Photo.Role.VOICE).select_related("file").order_by("pk"))


def voice_followed(token: str, photo_id: int) -> Photo:
    """One of them.

    Raises:
        NotFound: it is another report's.
    """
    found = next((each for each in voices_followed(token) if each.pk == photo_id), None)
    if found is None:
        raise NotFound("voice")
    return found

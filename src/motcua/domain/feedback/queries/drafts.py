"""Reports that are being written, for the one browser that holds their secret."""

from __future__ import annotations

from datetime import date, datetime

from motcua.domain.documents.queries import content_of
from motcua.domain.feedback.models import Category, Draft, DraftPhoto
from motcua.domain.feedback.queries.categories import Group, category, groups, terms
from motcua.domain.feedback.queries.near import Likeness, near_for_everybody
from motcua.domain.feedback.rules import drafts as rules
from motcua.domain.feedback.rules import within
from motcua.domain.feedback.rules.voices import SOUND
from motcua.domain.feedback.states import Channel
from motcua.kernel.errors import NotFound
from motcua.kernel.text import fold


def draft(token: str) -> Draft:
    """The draft with this secret.

    Raises:
        NotFound: there is none.
    """
    found = Draft.objects.filter(token=token).order_by("pk").first() if token and "\x00" not in token else None
    if found is None:
        raise NotFound("draft")
    return found


def written(found: Draft) -> rules.Written:
    """What was written so far."""
    return rules.Written.of(found.body)


def photos_of_draft(found: Draft) -> list[DraftPhoto]:
    """Its pictures, in the order they came."""
    pictures = DraftPhoto.objects.filter(draft=found).exclude(file__media_type__startswith=SOUND)
    return list(pictures.select_related("file").order_by("pk"))


def photo_of_draft(found: Draft, photo_id: int) -> tuple[str, bytes, str]:
    """One picture, or the voice note: its name, its bytes, its media type.

    Raises:
        NotFound: it goes with another draft.
    """
    photo = DraftPhoto.objects.filter(draft=found, pk=photo_id).select_related("file").order_by("pk").first()
    if photo is None:
        raise NotFound("photo")
    return photo.file.name, content_of(photo.file), photo.file.media_type


def category_of_draft(said: rules.Written, day: date) -> Category | None:
    """What the draft is about; `None` while nothing was chosen, or what was chosen is no more."""
    try:
        return category(said.category, day)
    except NotFound:
        return None


def missing_in_draft(said: rules.Written, about: Category | None, photos: int) -> list[tuple[str, str]]:
    """What has to be said before it can be sent, as (step, code of the sentence)."""
    return rules.missing(said, about, photos)


def like_draft(said: rules.Written, now: datetime) -> list[Likeness]:
    """Published reports that may be the same as this one."""
    return near_for_everybody(rules.as_report(said, Channel.WEB, (), "", terms()), now)


def inside_the_province(latitude: float, longitude: float) -> bool:
    """Whether a place that a telephone gave can be one of this province."""
    return within(latitude, longitude, terms())


def most_photos() -> int:
    """How many pictures may go with a report."""
    return rules.most_photos(terms())


def groups_about(words: str, day: date) -> list[Group]:
    """What may be reported that these words speak of, without diacritics too; everything for no words."""
    wanted = fold(words).split()
    if not wanted:
        return groups(day)
    found = []
    for group in groups(day):
        fit = tuple(each for each in group.categories if _speaks_of(each, wanted))
        if fit:
            found.append(Group(group.code, group.name, group.name_en, fit))
    return found


def _speaks_of(each: Category, wanted: list[str]) -> bool:
    text = f" {each.folded} {fold(each.name_en)} "
    return all(f" {word}" in text for word in wanted)

"""What other systems may ask: the services there are, and whose a key is."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet

from motcua.domain.channels.models import ApiKey, Submission
from motcua.domain.channels.rules.asking import Question, questions
from motcua.domain.channels.states import ServiceType
from motcua.domain.feedback import queries as feedback
from motcua.domain.feedback.models import Category
from motcua.kernel.errors import NotFound

LONGEST_KEY = 200


@dataclass(frozen=True)
class Service:
    """A category that other systems may report under."""

    category: Category
    type: str
    asks: tuple[Question, ...]
    keywords: tuple[str, ...]

    @property
    def code(self) -> str:
        """What other systems call it."""
        return self.category.open311


def services(day: date) -> list[Service]:
    """Everything that other systems may report on a day: what has a code for them, and nothing that goes under seal."""
    return [_service(each) for each in feedback.categories(day) if each.open311 and not each.body.get("sealed")]


def service(code: str, day: date) -> Service:
    """The service of this code on a day.

    Raises:
        NotFound: there is none.
    """
    found = next((each for each in services(day) if each.code == code), None)
    if found is None:
        raise NotFound("service")
    return found


def digest_of(secret: str) -> str:
    """By what a key is recognised."""
    return hashlib.sha256(secret.encode()).hexdigest()


def key_of(secret: str) -> ApiKey:
    """The key that this is.

    Raises:
        NotFound: it is none of ours, or it was revoked.
    """
    plain = secret[:LONGEST_KEY]
    found = ApiKey.objects.filter(digest=digest_of(plain), revoked_at__isnull=True).order_by("pk").first()
    if not plain or found is None:
        raise NotFound("key")
    return found


def keys() -> QuerySet[ApiKey]:
    """Every key ever given out, for whoever administers them."""
    return ApiKey.objects.order_by("-issued_at", "-pk")


def code_behind(token: str) -> str:
    """The code of what was sent under this token.

    Raises:
        NotFound: nothing was, or its code is never told.
    """
    found = Submission.objects.filter(token=token).order_by("pk").first() if "\x00" not in token else None
    if found is None or not found.shown:
        raise NotFound("token")
    return found.code


def media_hosts() -> Sequence[str]:
    """Hosts from which a picture may be fetched."""
    hosts: Sequence[str] = settings.MOTCUA_MEDIA_HOSTS
    return hosts


def _service(category: Category) -> Service:
    body = category.body
    return Service(
        category=category,
        type=str(body.get("open311_type", ServiceType.REALTIME)),
        asks=questions(body),
        keywords=tuple(str(word) for word in body.get("keywords", ())),
    )

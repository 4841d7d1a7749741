"""Being woken when a report changes: asked for by whoever holds its secret, and no more once the browser is gone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.transaction import atomic

from motcua.domain.feedback import queries
from motcua.domain.feedback.models import Report, Subscription
from motcua.domain.notices.rules import pushes as rules
from motcua.kernel.actors import Actor
from motcua.kernel.errors import NotFound, Refused


@atomic
def subscribe(token: str, given: Mapping[str, Any], language: str, *, by: Actor, now: datetime) -> Subscription:
    """Have a browser woken at each change of the report with this secret; asked again, it is the same.

    Raises:
        NotFound: there is no report with this secret, or it is under seal.
        Refused: `push_service_unknown`, `too_many_subscriptions`.
    """
    report = queries.reported(token)
    if report.state == "sealed":
        raise NotFound("report")
    Report.objects.select_for_update(of=("self",)).get(pk=report.pk)
    kept = rules.subscription(given)
    digest = rules.digest(kept)
    there = Subscription.objects.filter(report=report, digest=digest).order_by("pk").first()
    if there is not None:
        return there
    if Subscription.objects.filter(report=report).count() >= rules.MOST_BROWSERS:
        raise Refused("too_many_subscriptions", most=rules.MOST_BROWSERS)
    return Subscription.objects.create(report=report, digest=digest, address=kept, language=language, made_at=now)


def unsubscribe(subscription_id: int, *, by: Actor, now: datetime) -> None:
    """Forget a browser that is gone."""
    Subscription.objects.filter(pk=subscription_id).delete()


def unsubscribe_by_link(token: str, given: Mapping[str, Any], *, by: Actor, now: datetime) -> None:
    """Wake this browser no more about the report with this secret; one that was never woken is no fault.

    Raises:
        NotFound: there is no report with this secret.
    """
    Subscription.objects.filter(report=queries.reported(token), digest=rules.digest(given)).delete()

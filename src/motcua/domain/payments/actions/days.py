"""Closing a day of the till: from then on it is frozen, and corrections count on the next."""

from __future__ import annotations

from datetime import date, datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.journal import actions as journal
from motcua.domain.payments import queries, rules
from motcua.domain.payments.models import Day
from motcua.kernel.actors import Official


@atomic
def close_day(day: date, *, by: Official, now: datetime) -> Day:
    """Close a day of the official's own till and keep its totals.

    Raises:
        Refused: `other_duty`, `day_not_over` (it has not begun), `day_closed` (with who closed it).
    """
    rules.ensure_keeps_the_till(by.agency_id, by)
    rules.ensure_day_has_come(day, localdate(now))
    Day.objects.get_or_create(unit_id=by.agency_id, day=day)
    closing = Day.objects.select_for_update(of=("self",)).get(unit_id=by.agency_id, day=day)
    rules.ensure_day_is_open(closing)
    balance = queries.balance_of(by, day)
    closing.closed_at, closing.closed_by_id, closing.totals = now, by.account_id, balance.frozen()
    closing.save(update_fields=["closed_at", "closed_by", "totals"])
    journal.record(
        "payments.day_closed",
        subject=("agency", by.agency_id),
        by=by,
        at=now,
        facts={
            "agency": by.agency_code,
            "amount": max(balance.net, 0),
            "day": day,
            "receipts": balance.receipts,
        },
    )
    return closing

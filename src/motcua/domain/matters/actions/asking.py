"""Guessing public codes is slow: how often may be asked, counted for all processes together."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.utils.crypto import salted_hmac

from motcua.domain.matters.models import Asking
from motcua.domain.matters.states import ASKING_WINDOW, MOST_FROM_AN_ADDRESS, MOST_OF_A_CODE
from motcua.kernel.actors import Actor

# A row keeps the last `most` moments that were answered: it is too often when the first of as many is within the
# window. The code is not counted where the address has asked too much.
_COUNTED = """
    WITH address AS (
        INSERT INTO matters_asking AS kept (name, times, refused, last_at)
        VALUES (%(address)s, ARRAY[%(now)s]::timestamptz[], false, %(now)s)
        ON CONFLICT (name) DO UPDATE SET {counted}
        RETURNING refused
    ), code AS (
        INSERT INTO matters_asking AS kept (name, times, refused, last_at)
        SELECT %(code)s, ARRAY[%(now)s]::timestamptz[], false, %(now)s FROM address WHERE NOT address.refused
        ON CONFLICT (name) DO UPDATE SET {counted_of_code}
        RETURNING refused
    )
    SELECT coalesce(bool_or(refused), false)
      FROM (SELECT refused FROM address UNION ALL SELECT refused FROM code) AS both_
"""
_FULL = "cardinality(kept.times) >= {most} AND kept.times[cardinality(kept.times) - {most} + 1] > %(since)s"
_ROW = """
    refused = ({full}),
    times = CASE WHEN {full} THEN kept.times
                 ELSE (kept.times || excluded.times)[greatest(1, cardinality(kept.times) + 2 - {most}):] END,
    last_at = CASE WHEN {full} THEN kept.last_at ELSE excluded.last_at END
"""


def _row(most: int) -> str:
    return _ROW.format(full=_FULL.format(most=most), most=most)


_STATEMENT = _COUNTED.format(counted=_row(MOST_FROM_AN_ADDRESS), counted_of_code=_row(MOST_OF_A_CODE))


def ask(address: str, code: str, *, by: Actor, now: datetime) -> bool:
    """Count that somebody at this address asks for this code; whether either is asked about too often.

    One statement, and no journal: what is counted is forgotten within the hour.
    """
    values: dict[str, str | datetime] = {
        "address": _named("address", address),
        "code": _named("code", code),
        "now": now,
        "since": now - ASKING_WINDOW,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, values)
        return bool(cursor.fetchone()[0])


_ONE = """
    INSERT INTO matters_asking AS kept (name, times, refused, last_at)
    VALUES (%(name)s, ARRAY[%(now)s]::timestamptz[], false, %(now)s)
    ON CONFLICT (name) DO UPDATE SET {counted}
    RETURNING refused
"""


def too_often(purpose: str, who: str, most: int, *, by: Actor, now: datetime) -> bool:
    """Count that this was done once more for this purpose; whether it was done `most` times in the window before."""
    values: dict[str, str | datetime] = {"name": _named(purpose, who), "now": now, "since": now - ASKING_WINDOW}
    with connection.cursor() as cursor:
        cursor.execute(_ONE.format(counted=_row(int(most))), values)
        return bool(cursor.fetchone()[0])


def forget_askings(*, by: Actor, now: datetime) -> int:
    """Forget what was last asked before the window; how many rows."""
    return Asking.objects.filter(last_at__lt=now - ASKING_WINDOW).delete()[0]


def _named(kind: str, told: str) -> str:
    return salted_hmac(f"matters.asking.{kind}", told, algorithm="sha256").hexdigest()

"""What anybody may read of a national record: its lists, what changed, and the guides of both catalogues."""

from __future__ import annotations

from datetime import date

from motcua.domain.agencies.models import on
from motcua.domain.procedures import rules
from motcua.domain.procedures.models import NationalProcedure, Procedure
from motcua.domain.procedures.rules import Difference, Guide, Legible
from motcua.kernel.errors import NotFound
from motcua.kernel.worktime import Limit, limit_in_words

MOST_READ = 256
"""National records that a process keeps as lists."""

_READ: dict[str, Legible] = {}


def national(code: str) -> NationalProcedure:
    """The newest national record with this code.

    Raises:
        NotFound: there is none.
    """
    records = NationalProcedure.objects.filter(code=code.replace("\0", ""), replaced_at__isnull=True)
    found = records.order_by("pk").first()
    if found is None:
        raise NotFound(f"national procedure {code}")
    return found


def has_national(code: str) -> bool:
    """Whether a national record has this code."""
    return NationalProcedure.objects.filter(code=code.replace("\0", ""), replaced_at__isnull=True).exists()


def read_national(record: NationalProcedure) -> Legible:
    """The record as lists; read once a process for as long as it stands."""
    if record.digest not in _READ:
        if len(_READ) >= MOST_READ:
            _READ.clear()
        _READ[record.digest] = rules.legible(record.body)
    return _READ[record.digest]


def changes_of(record: NationalProcedure) -> list[Difference]:
    """What differs from the version before; nothing for the first."""
    before = NationalProcedure.objects.filter(code=record.code, version=record.version - 1).order_by("pk").first()
    return rules.differences(read_national(before), read_national(record)) if before else []


def beside_own(record: NationalProcedure, day: date) -> list[Difference] | None:
    """What differs from the province's own procedure with this code; `None` where there is none on `day`."""
    own = Procedure.objects.filter(on(day), code=record.code).order_by("pk").first()
    if own is None:
        return None
    return rules.differences(read_national(record), rules.of_own(own.name, own.limit, own.body, day))


def guide(procedure: Procedure, day: date, language: str) -> Guide:
    """What to prepare for a procedure of the province, with the fees of `day`; `language` is that of the limit."""
    form = rules.Form.of(procedure.form) if procedure.form else None
    words = limit_in_words(Limit.parse(procedure.limit), "en" if language.startswith("en") else "vi")
    return rules.guide_of_own(procedure.body, form, words, day)


def guide_national(record: NationalProcedure) -> Guide:
    """What to prepare for a procedure that is only known from its national record."""
    return rules.guide_of_national(read_national(record))

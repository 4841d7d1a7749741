"""Dossiers that cost something, and the money taken for them."""

from __future__ import annotations

from datetime import datetime, timedelta

from motcua.domain.dossiers.models import Dossier
from motcua.domain.payments import actions
from motcua.domain.payments.models import Charge, Receipt
from motcua.domain.payments.states import OPEN
from motcua.domain.procedures.models import Procedure
from motcua.kernel.actors import Citizen, Official
from tests.build.dossiers import BIRTH, MONDAY, a_dossier, typed_birth

COPIES = {"copies_wanted": "yes", "copies_count": "2"}
TWO_COPIES = 16_000  # đồng: two copies at 8,000


def a_dossier_with_fees(citizen: Citizen | None = None, *, now: datetime = MONDAY, **typed: str) -> Dossier:
    """A birth in time (free) with two copies of the extract (8,000 each), just handed in."""
    return a_dossier(citizen, now=now, typed=typed_birth(**{**COPIES, **typed}))


def open_charges(dossier: Dossier) -> dict[int, int]:
    """What is still to be paid, as the official's page shows it: id → amount."""
    return {
        charge.pk: charge.amount
        for charge in Charge.objects.filter(matter_id=dossier.pk, state__in=OPEN).order_by("pk")
    }


def collected(dossier: Dossier, by: Official, *, now: datetime = MONDAY, means: str = "cash") -> Receipt:
    """Everything open taken at the counter."""
    return actions.collect(dossier.pk, open_charges(dossier), means, by=by, now=now)


def raise_the_copy_fee(to: int, *, since: datetime = MONDAY + timedelta(days=1)) -> None:
    """A resolution changes the fee for copies from a day on."""
    procedure = Procedure.objects.get(code=BIRTH)
    fees = []
    for fee in procedure.body["fees"]:
        if fee["per"] == "copy":
            fees.append({**fee, "valid_to": (since - timedelta(days=1)).date().isoformat()})
            fees.append({**fee, "amount": to, "valid_from": since.date().isoformat()})
        else:
            fees.append(fee)
    procedure.body = {**procedure.body, "fees": fees}
    procedure.digest = f"{procedure.digest}-{to}"
    procedure.save(update_fields=["body", "digest"])

"""What is owed: written down when a dossier is handed in, fixed when it is accepted, waived or dropped later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.journal import actions as journal
from motcua.domain.matters.models import Matter
from motcua.domain.payments import queries, rules
from motcua.domain.payments.models import Charge, Order
from motcua.domain.payments.states import OPEN, WORKFLOW, Kind, Obligation, OrderState, Stage, State
from motcua.domain.procedures.rules import Fee
from motcua.kernel.actors import Actor, Official
from motcua.kernel.errors import NotFound
from motcua.kernel.prepared import Writes

DIFFERENCE = "/chenh-lech"  # the line for what a fee rose after it was paid


@dataclass(frozen=True)
class NewCharges:
    """The fees due for a matter on a day, who pays them and where. `procedure` is the code the journal keeps."""

    matter: Matter
    fees: Sequence[Fee]
    payer_id: int | None
    at_filing: bool = True


def quote(new: NewCharges, *, by: Actor, now: datetime, along: Writes) -> list[journal.NewEntry]:
    """Write down what is owed, `along` with what else is about to be written; the entries for the same journal write.

    Nothing is journalled where nothing is to be paid by anybody.
    """
    lines = [_charge(new, key, fee, now) for key, fee in _keyed(new.fees).items()]
    along.add(lines)
    return [_charged(new, lines, by, now)] if any(line.obligation != Obligation.ZERO for line in lines) else []


@atomic
def fix(new: NewCharges, *, by: Actor, now: datetime) -> list[Charge]:
    """The amounts in force at acceptance stand from now on; what was quoted at filing is kept beside them.

    What was paid stays paid: where the fee has risen since, the difference is a line of its own.
    """
    known = {charge.key: charge for charge in queries.lock(new.matter.pk)}
    wanted = _keyed(new.fees)
    if not known:
        along = Writes()
        journal.record_all(quote(new, by=by, now=now, along=along), along=along)
        along.send()
        return queries.lock(new.matter.pk)
    if set(known) == set(wanted) and not any(_differs(known[key], fee) for key, fee in wanted.items()):
        return list(known.values())
    quoted = sum(charge.quoted or 0 for charge in known.values())
    _lapse_orders(new.matter.pk)
    for key, charge in known.items():
        if key not in wanted:
            _no_longer(charge)
    for key, fee in wanted.items():
        if key in known:
            _again(new, known[key], fee, now)
        else:
            _charge(new, key, fee, now).save()
    lines = queries.lock(new.matter.pk)
    owed = rules.total(line for line in lines if line.state not in {None, State.CANCELLED})
    _record("payments.fee_changed", new.matter, by, now, amount=owed, quoted=quoted)
    return lines


@atomic
def exempt(charge_id: int, ground: str, *, by: Official, now: datetime) -> Charge:
    """Waive a charge for somebody the law exempts; the ground is kept, and the line is not "unpaid" any more.

    Raises:
        NotFound: there is no such charge at the official's unit.
        Refused: `other_duty`, `reason_missing`, `nothing_owed` (it was paid or waived before).
    """
    charge = _one(charge_id)
    rules.ensure_keeps_the_till(charge.unit_id, by)
    rules.ensure_reasoned(ground)
    rules.ensure_exemptible(charge)
    _lapse_orders(charge.matter_id)
    charge.obligation, charge.state, charge.ground, charge.order = Obligation.EXEMPT, None, ground.strip(), None
    charge.save(update_fields=["obligation", "state", "ground", "order"])
    _record("payments.exempted", charge.matter, by, now, amount=charge.amount, charge=charge.pk)
    return charge


@atomic
def drop(matter_id: int, *, by: Actor, now: datetime) -> int:
    """Nothing is owed any more: the dossier was not taken in, or was taken back. The amount that fell away, in đồng."""
    lines = rules.open_lines(queries.lock(matter_id))
    if not lines:
        return 0
    _lapse_orders(matter_id)
    for line in lines:
        line.state, line.order = WORKFLOW.after("drop", line.state or ""), None
        line.save(update_fields=["state", "order"])
    _record("payments.dropped", lines[0].matter, by, now, amount=rules.total(lines))
    return rules.total(lines)


@atomic
def hand_on(matter: Matter, *, by: Actor, now: datetime) -> int:
    """What is owed for a matter is taken where it is received now; how many lines that concerns.

    Money that may still come online is waited for there too. Receipts, and the days of the till they count on, stay
    with the unit that wrote them.
    """
    moved = [line for line in queries.lock(matter.pk) if line.unit_id != matter.one_stop_id]
    for line in moved:
        line.unit = matter.one_stop
        line.save(update_fields=["unit"])
    if moved:  # money that comes late, or fits nothing, is looked for where somebody is
        coming = Order.objects.filter(matter=matter, state__in=[OrderState.WAITING, OrderState.LAPSED])
        coming.update(unit=matter.one_stop)
    return len(moved)


def _keyed(fees: Sequence[Fee]) -> Mapping[str, Fee]:
    """Each fee by what it is called, so that the same fee is found again on another day."""
    keyed: dict[str, Fee] = {}
    for fee in fees:
        name = f"{fee.per}:{fee.code or fee.note.vi}"
        keyed[name if name not in keyed else f"{name}#{len(keyed)}"] = fee
    return keyed


def _charge(new: NewCharges, key: str, fee: Fee, now: datetime) -> Charge:
    obligation, kind = rules.obligation_of(fee), Kind(fee.kind)
    return Charge(
        matter=new.matter,
        unit_id=new.matter.one_stop_id,
        payer_id=new.payer_id,
        key=key,
        title=fee.note.vi.rstrip(".") or str(kind.label),
        title_en=fee.note.en.rstrip("."),
        basis=fee.basis,
        mark=fee.mark,
        kind=kind,
        per=fee.per,
        quantity=fee.quantity,
        copies=fee.copies,
        quoted=fee.total if new.at_filing else None,
        amount=fee.total,
        obligation=obligation,
        ground=fee.note.vi if obligation == Obligation.EXEMPT else "",
        stage=Stage(fee.collect),
        state=State.UNPAID if obligation == Obligation.DUE else None,
        charged_at=now,
    )


def _no_longer(charge: Charge) -> None:
    """A line of the law of filing that is none of the law of acceptance."""
    if charge.state is None:
        charge.delete()
    elif charge.state in OPEN:
        charge.state, charge.order = WORKFLOW.after("drop", charge.state), None
        charge.save(update_fields=["state", "order"])


def _again(new: NewCharges, charge: Charge, fee: Fee, now: datetime) -> None:
    """The same fee at another amount."""
    if charge.state == State.PAID:
        if fee.total > charge.amount:
            more = _charge(new, f"{charge.key}{DIFFERENCE}", fee, now)
            more.quoted, more.amount, more.stage = None, fee.total - charge.amount, Stage.SUPPLEMENT
            more.save()
        return
    if not _differs(charge, fee):
        return
    charge.amount, charge.basis = fee.total, fee.basis
    if charge.obligation != Obligation.EXEMPT or fee.exempt or not fee.total:
        charge.obligation = rules.obligation_of(fee)
    charge.state = State.UNPAID if charge.obligation == Obligation.DUE else None
    charge.quantity, charge.order = fee.quantity, None
    charge.save(update_fields=["amount", "obligation", "basis", "state", "quantity", "order"])


def _differs(charge: Charge, fee: Fee) -> bool:
    """Whether the law asks for something else now; what an official has waived stays waived."""
    if charge.state in {State.CANCELLED, State.REFUNDED}:
        return False
    waived = charge.obligation == Obligation.EXEMPT and not fee.exempt
    return charge.amount != fee.total or (charge.obligation != rules.obligation_of(fee) and not waived)


def _lapse_orders(matter_id: int) -> None:
    """Whoever is just paying online pays an amount that is none any more: what comes is listed for reconciliation."""
    Order.objects.filter(matter_id=matter_id, state=OrderState.WAITING).update(state=OrderState.LAPSED)
    Charge.objects.filter(matter_id=matter_id, state=State.WAITING).update(state=State.UNPAID, order=None)


def _one(charge_id: int) -> Charge:
    """The charge, locked with the others of its matter."""
    matter_id = Charge.objects.filter(pk=charge_id).order_by("pk").values_list("matter_id", flat=True).first()
    found = next((line for line in queries.lock(matter_id or 0) if line.pk == charge_id), None)
    if found is None:
        raise NotFound("charge")
    return found


def _charged(new: NewCharges, lines: Sequence[Charge], by: Actor, now: datetime) -> journal.NewEntry:
    facts = {
        "agency": new.matter.one_stop.code,
        "amount": rules.total(line for line in lines if line.obligation == Obligation.DUE),
        "lines": len(lines),
        "exempt": sum(line.obligation == Obligation.EXEMPT for line in lines),
    }
    return journal.NewEntry(
        "payments.charged", ("matter", new.matter.pk), by, now, matter_id=new.matter.pk, facts=facts
    )


def _record(verb: str, matter: Matter, by: Actor, now: datetime, **facts: object) -> None:
    journal.record(
        verb,
        subject=("matter", matter.pk),
        matter_id=matter.pk,
        by=by,
        at=now,
        facts={"agency": matter.one_stop.code, **facts},
    )

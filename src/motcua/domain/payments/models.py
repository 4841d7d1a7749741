"""Charges of a matter, the numbered receipts for them, online orders, and the closed days of a unit's till.

Amounts are whole đồng. Who pays is sealed; titles, grounds of the law and numbers are not personal.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from motcua.domain.accounts.models import Account
from motcua.domain.agencies.models import Agency
from motcua.domain.matters.models import Matter
from motcua.domain.payments.states import (
    WORKFLOW,
    Heard,
    Kind,
    Means,
    Obligation,
    OrderState,
    Stage,
    State,
    Undone,
)
from motcua.kernel.secrecy import SealedTextField


class Terms(models.Model):
    """The pack's word on receipts and on results nobody fetches; one row."""

    receipt_form = models.TextField()
    receipt_symbol = models.TextField()
    unclaimed_after_days = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="payment_terms_are_single")]


class Receipt(models.Model):
    """A receipt (biên lai): its number is never given twice, and stays when it is cancelled.

    `counts_on` is the day of the till it belongs to: a day that was closed takes no more.
    """

    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="receipts", db_index=False)
    form = models.TextField()
    symbol = models.TextField()
    number = models.PositiveIntegerField()
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="receipts")
    payer_name = SealedTextField[str, str]()
    payer_address = SealedTextField[str, str](blank=True, default="")
    lines = models.JSONField()
    amount = models.PositiveBigIntegerField()
    means = models.TextField(choices=Means.choices)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    counts_on = models.DateField()
    undone = models.TextField(choices=Undone.choices, blank=True, default="")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    undone_on = models.DateField(null=True)
    undone_reason = SealedTextField[str, str](blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "form", "symbol", "number"], name="receipt_number_once"),
            models.CheckConstraint(condition=Q(means__in=Means.values), name="receipt_means_is_known"),
            models.CheckConstraint(
                condition=Q(undone="", undone_at__isnull=True, undone_on__isnull=True)
                | (~Q(undone="") & Q(undone_at__isnull=False, undone_on__gte=F("counts_on"))),
                name="receipt_undone_with_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "counts_on", "id"], name="receipt_unit_day"),
            models.Index(fields=["unit", "undone_on", "id"], name="receipt_undone_day", condition=~Q(undone="")),
        ]

    @property
    def written(self) -> str:
        """The number as it is printed: seven digits."""
        return f"{self.number:07d}"


class Order(models.Model):
    """What a payer was sent to the payment provider with; `reference` is all the provider knows of the matter."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="orders")
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    payer = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", db_index=False)
    reference = models.TextField(unique=True)
    provider = models.TextField()
    amount = models.PositiveBigIntegerField()
    state = models.TextField(choices=OrderState.choices, default=OrderState.WAITING)
    begun_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, null=True, related_name="order")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=Q(state=OrderState.WAITING), name="order_one_waiting"),
            models.CheckConstraint(
                condition=Q(state=OrderState.SETTLED, receipt__isnull=False)
                | (~Q(state=OrderState.SETTLED) & Q(receipt__isnull=True)),
                name="order_settled_with_a_receipt",
            ),
        ]
        indexes = [
            models.Index(fields=["lapses_at"], name="order_waiting", condition=Q(state=OrderState.WAITING)),
            models.Index(fields=["unit", "-begun_at"], name="order_unit"),
        ]


class Callback(models.Model):
    """A message of the provider that bore its signature, and what it turned out to be; kept for reconciliation."""

    provider = models.TextField()
    provider_reference = models.TextField()
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="callbacks")
    amount = models.PositiveBigIntegerField()
    heard = models.TextField(choices=Heard.choices)
    heard_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_reference"], name="callback_once"),
        ]


class Charge(models.Model):
    """One line of what is owed for a matter.

    `quoted` is the amount by the law of the day the dossier was handed in, `amount` the one in force at acceptance,
    which stands. Free and exempt lines have no state; `ground` says why nobody pays.
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="charges", db_index=False)
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="charges", db_index=False)
    payer = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    key = models.TextField()
    title = models.TextField()
    title_en = models.TextField(blank=True)
    basis = models.TextField(blank=True)
    mark = models.TextField(blank=True)
    kind = models.TextField(choices=Kind.choices)
    per = models.TextField()
    quantity = models.PositiveIntegerField()
    copies = models.PositiveIntegerField(default=1)
    quoted = models.PositiveBigIntegerField(null=True)
    amount = models.PositiveBigIntegerField()
    obligation = models.TextField(choices=Obligation.choices)
    ground = SealedTextField[str, str](blank=True, default="")
    stage = models.TextField(choices=Stage.choices)
    state = models.TextField(choices=State.choices, null=True, default=WORKFLOW.initial)
    receipt = models.ForeignKey(Receipt, on_delete=models.PROTECT, null=True, related_name="charges")
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="charges")
    charged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(obligation=Obligation.DUE, amount__gt=0, state__in=State.values)
                | (Q(obligation__in=[Obligation.ZERO, Obligation.EXEMPT]) & Q(state__isnull=True)),
                name="charge_state_iff_due",
            ),
            models.CheckConstraint(
                condition=~Q(obligation=Obligation.ZERO) | Q(amount=0), name="charge_zero_is_nothing"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.PAID, State.REFUNDED], receipt__isnull=False)
                | (~Q(state__in=[State.PAID, State.REFUNDED]) & Q(receipt__isnull=True))
                | Q(state__isnull=True),
                name="charge_paid_with_a_receipt",
            ),
            models.UniqueConstraint(fields=["matter", "key"], name="charge_line_once"),
        ]
        indexes = [models.Index(fields=["matter", "id"], name="charge_matter")]


class Day(models.Model):
    """One day of a unit's till: open while money may still be counted on it; closed, it keeps its totals."""

    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="till_days", db_index=False)
    day = models.DateField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    totals = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "day"], name="till_day_once")]

"""What a dossier owes, and the money taken for it at the counter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.domain.dossiers.states import State as DossierState
from motcua.domain.papers import queries as papers
from motcua.domain.payments import actions, queries
from motcua.domain.payments.queries import Statement
from motcua.domain.payments.states import AT_COUNTER, OPEN, Means, Stage, State, Undone
from motcua.kernel.errors import NotFound, Refused
from motcua.web.desk import reading
from motcua.web.desk.downloads import PDF, download
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.environment import money
from motcua.web.shared.forms import Lines, PageForm, posted
from motcua.web.shared.refusals import sentence_for

ABOUT_THE_FORM = {"amount_changed", "fee_already_paid", "nothing_owed", "payer_missing", "reason_missing"}
TONES: dict[str, str] = {
    State.UNPAID: "supplement",
    State.WAITING: "new",
    State.PAID: "finished",
    State.CANCELLED: "withdrawn",
    State.REFUNDED: "withdrawn",
}


class CollectForm(PageForm):
    """Which lines are paid, by what means, and who brings the money."""

    charges = forms.MultipleChoiceField(label=gettext_lazy("Các khoản thu"), widget=forms.CheckboxSelectMultiple)
    means = forms.ChoiceField(
        label=gettext_lazy("Hình thức thanh toán"),
        widget=forms.RadioSelect,
        choices=[(means.value, means.label) for means in AT_COUNTER],
    )
    payer = forms.CharField(label=gettext_lazy("Người nộp tiền (ghi trên biên lai)"), max_length=200)


class ReasonForm(PageForm):
    """Why something is waived, cancelled or given back."""

    reason = Lines(label=gettext_lazy("Lý do"), max_length=500)


class UndoForm(ReasonForm):
    """A receipt made out wrongly, or money given back."""

    how = forms.ChoiceField(
        label=gettext_lazy("Việc cần làm"),
        widget=forms.RadioSelect,
        choices=[
            (Undone.CANCELLED.value, gettext_lazy("Hủy biên lai ghi sai; khoản này vẫn còn phải thu")),
            (Undone.REFUNDED.value, gettext_lazy("Hoàn tiền cho người nộp")),
        ],
    )
    field_order = ("how", "reason")


@require_http_methods(["GET", "POST"])
@at_desk
def fees(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """GET shows what is owed, free, exempt and paid; POST takes money for the lines that are ticked."""
    dossier = reading.dossier(request.official, dossier_id)
    if dossier.matter.one_stop_id != request.official.agency_id:
        raise NotFound("till")
    statement = queries.statement_for(request.official, dossier_id)
    form = _collect_form(request, statement, dossier)
    if request.method == "POST" and form.is_valid() and _collected(request, dossier_id, form):
        return redirect("desk:fees", dossier_id=dossier_id)
    context = {
        "dossier": dossier,
        "statement": statement,
        "form": form,
        "owes": bool(statement.unpaid),
        "lines": [(charge, TONES.get(charge.state or "", "finished")) for charge in statement.charges],
        "waivable": [charge for charge in statement.charges if charge.state in OPEN],
    }
    return page(request, "payments/fees", context)


@require_http_methods(["GET", "POST"])
@at_desk
def exempt(request: DeskRequest, dossier_id: int, charge_id: int) -> HttpResponse:
    """GET asks for the ground; POST waives the charge."""
    statement = queries.statement_for(request.official, dossier_id)
    charge = next((each for each in statement.charges if each.pk == charge_id), None)
    if charge is None:
        raise NotFound("charge")
    form = posted(ReasonForm, request) if request.method == "POST" else ReasonForm()
    if request.method == "POST" and form.is_valid():
        try:
            actions.exempt(charge_id, form.cleaned_data["reason"], by=request.official, now=request.now)
        except Refused as no:
            _keep(form, no)
        else:
            messages.success(request, _("Đã ghi nhận miễn: %(title)s.") % {"title": charge.title})
            return redirect("desk:fees", dossier_id=dossier_id)
    return page(request, "payments/exempt", {"form": form, "charge": charge, "dossier_id": dossier_id})


@require_safe
@at_desk
def receipt(request: DeskRequest, receipt_id: int) -> HttpResponse:
    """The receipt in its three copies, as it was written."""
    found = queries.receipt_seen_by(request.official, receipt_id)
    pdf = papers.render("bien-lai", queries.receipt_content(found), on=localdate(found.taken_at))
    return download(pdf, PDF, f"bien-lai-{found.symbol}-{found.written}.pdf")


@require_http_methods(["GET", "POST"])
@at_desk
def undo_receipt(request: DeskRequest, receipt_id: int) -> HttpResponse:
    """GET asks what is wrong and why; POST cancels the number or gives the money back."""
    found = queries.receipt_seen_by(request.official, receipt_id)
    form = posted(UndoForm, request) if request.method == "POST" else UndoForm()
    if request.method == "POST" and form.is_valid():
        act = actions.refund if form.cleaned_data["how"] == Undone.REFUNDED else actions.cancel_receipt
        try:
            act(receipt_id, form.cleaned_data["reason"], by=request.official, now=request.now)
        except Refused as no:
            _keep(form, no)
        else:
            messages.success(request, _("Đã ghi nhận với biên lai số %(number)s.") % {"number": found.written})
            return redirect("desk:fees", dossier_id=found.matter_id)
    return page(request, "payments/undo", {"form": form, "receipt": found, "means": Means(found.means).label})


def _collect_form(request: DeskRequest, statement: Statement, dossier: Any) -> CollectForm:
    """Ticked at first: what is due now; what is taken at the return only once there is a result."""
    due = [charge for charge in statement.charges if charge.state in OPEN]
    finished = dossier.state == DossierState.FINISHED
    initial = {
        "charges": [_value(each) for each in due if finished or each.stage != Stage.RETURN],
        "means": Means.CASH.value,
        "payer": dossier.applicant_name,
    }
    form = posted(CollectForm, request) if request.method == "POST" else CollectForm(initial=initial)
    form.fields["charges"].choices = [  # type: ignore[attr-defined]  # it is a field with choices
        (_value(each), f"{each.title}: {money(each.amount)}") for each in due
    ]
    return form


def _value(charge: Any) -> str:
    """The line with the amount that was seen, so that another amount is never taken unseen."""
    return f"{charge.pk}:{charge.amount}"


def _collected(request: DeskRequest, dossier_id: int, form: CollectForm) -> bool:
    typed = form.cleaned_data
    ticked = (value.partition(":") for value in typed["charges"])
    seen = {int(charge): int(amount) for charge, _colon, amount in ticked}
    try:
        written = actions.collect(
            dossier_id, seen, typed["means"], by=request.official, now=request.now, payer_name=typed["payer"]
        )
    except Refused as no:
        _keep(form, no)
        return False
    messages.success(
        request,
        _("Đã thu %(amount)s, biên lai số %(number)s.") % {"amount": money(written.amount), "number": written.written},
    )
    return True


def _keep(form: PageForm, no: Refused) -> None:
    """What a rule has against it stands on the form; whatever else means that there is nothing to do here."""
    if no.code not in ABOUT_THE_FORM:
        raise no
    form.add_error(None, sentence_for(no))

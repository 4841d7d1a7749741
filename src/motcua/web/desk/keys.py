"""Signing results at the desk: the PIN of a token, or a tick that this time it is done by hand on paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.domain.dossiers import queries
from motcua.domain.dossiers.actions import BY_HAND, Pins
from motcua.domain.dossiers.queries import Signing
from motcua.kernel.errors import Refused
from motcua.web.desk import opening
from motcua.web.desk.downloads import PDF, download
from motcua.web.desk.seat import DeskRequest, at_desk
from motcua.web.shared.forms import PageForm
from motcua.web.shared.refusals import sentence_for

# Names of our own inputs have a dash, which no name of a pack's field has.
OWN, AGENCY, HAND = "pin-ca-nhan", "pin-co-quan", "ky-tay"
PINS = (OWN, AGENCY)
LABELS = {
    OWN: gettext_lazy("Mã PIN chữ ký số của anh/chị"),
    AGENCY: gettext_lazy("Mã PIN chữ ký số của cơ quan"),
}
REFUSALS = frozenset(
    {
        *("wrong_pin", "pin_locked", "key_rests", "token_missing", "token_gone", "token_busy"),
        *("no_signing_key", "no_agency_key", "result_not_signed", "result_changed", "result_without_room"),
        *("certificate_not_yet", "certificate_expired", "certificate_revoked", "certificate_foreign"),
        *("certificate_unsure", "certificate_not_for_signing"),
    }
)
"""Refusals shown on the form: the same page offers to do without a key."""


class _Pin(forms.CharField):
    """Whether it is needed depends on the tick."""

    def validate(self, value: Any) -> None:
        """Nothing alone is wrong."""


class _Tick(forms.BooleanField):
    """Instead of a PIN, so neither is called optional."""

    def validate(self, value: Any) -> None:
        """Nothing alone is wrong."""


def fields_for(signing: Signing) -> dict[str, forms.Field]:
    """The boxes for what these choices sign and seal; none where nothing is."""
    asked = [name for name, theirs in ((OWN, signing.own), (AGENCY, signing.agency)) if theirs]
    if not asked:
        return {}
    fields: dict[str, forms.Field] = {name: _pin(name) for name in asked}
    by_hand = _("Lần này không ký số: ký tay, đóng dấu trên bản giấy")
    return {**fields, HAND: _Tick(label=by_hand)}


def _pin(name: str) -> forms.Field:
    return _Pin(
        label=LABELS[name],
        help_text=_("Mã PIN của thiết bị ký. Hệ thống chỉ dùng cho lần này và không lưu lại."),
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "off"}),
        strip=False,
        max_length=64,
    )


def check(form: forms.Form) -> None:
    """A PIN in each box, unless it is done by hand."""
    if form.cleaned_data.get(HAND):
        return
    for name in PINS:
        if name in form.fields and name not in form.errors and not form.cleaned_data.get(name):
            form.add_error(name, _("Hãy nhập mã PIN, hoặc đánh dấu là lần này ký tay trên bản giấy."))


def pins_of(form: forms.Form) -> Pins:
    """What was typed, once the form is valid."""
    typed = form.cleaned_data
    return BY_HAND if typed.get(HAND) else Pins(own=typed.get(OWN, ""), agency=typed.get(AGENCY, ""))


def refuse(form: forms.Form, no: Refused) -> None:
    """What the key said, beside its box."""
    box = next((name for name in PINS if name in form.fields), None)
    form.add_error(box if no.code in {"wrong_pin", "pin_locked", "key_rests"} else None, sentence_for(no))


class BatchForm(PageForm):
    """Built by `batch_form`: the PINs of a batch."""

    def clean(self) -> dict[str, Any]:
        """Each PIN that is needed is there."""
        cleaned = super().clean() or {}
        check(self)
        return cleaned


def batch_form(signing: Signing) -> type[BatchForm]:
    """The form of a batch with these choices."""
    return type("KeysForm", (BatchForm,), dict(fields_for(signing)))


@require_safe
@at_desk
def preview(request: DeskRequest, task_id: int, outcome: str, number: int) -> HttpResponse:
    """The result that would be signed, as it would be signed now; or what the leader signed, before it is sealed.

    Where nothing is signed with keys it leads to the step itself.
    """
    choice = queries.choice(task_id, outcome, request.official)
    found = queries.preview_of(choice, request.official, request.now)
    if not 1 <= number <= len(found):
        return redirect("desk:outcome", task_id=task_id, outcome=outcome)
    pdf = found[number - 1]
    name = f"{choice.task.matter.code}-{number}.pdf"
    return opening.opened(request, choice.task.matter_id, lambda _dossier: download(pdf, PDF, name))

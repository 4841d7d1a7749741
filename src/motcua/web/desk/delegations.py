"""Stand-ins: for some days a colleague may do what the official may, on a written ground."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.domain.accounts import actions
from motcua.domain.accounts import queries as accounts
from motcua.kernel.errors import Refused
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.dates import DayField
from motcua.web.shared.forms import PageForm, posted
from motcua.web.shared.refusals import sentence_for

FIELD_OF = {
    "period_ends_before_it_starts": "until",
    "nothing_to_delegate": "since",
    "delegation_to_oneself": "to",
    "colleague_without_duty": "to",
}


class DelegationForm(PageForm):
    """To whom, from which day to which, and by which document."""

    to = forms.ChoiceField(label=gettext_lazy("Người làm thay"))
    since = DayField(label=gettext_lazy("Từ ngày"), help_text=gettext_lazy("Ví dụ: 15 10 2024"))
    until = DayField(label=gettext_lazy("Đến hết ngày"), help_text=gettext_lazy("Ví dụ: 18 10 2024"))
    ground = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        help_text=gettext_lazy("Số, ngày của văn bản giao việc. Ví dụ: Thông báo số 12/TB-UBND ngày 14/10/2024."),
        max_length=300,
    )


@require_http_methods(["GET", "POST"])
@at_desk
def delegations(request: DeskRequest) -> HttpResponse:
    """GET lists what runs or will run and asks for a new one; POST gives it."""
    official, now = request.official, request.now
    people = [
        (str(person.pk), person.full_name)
        for person in accounts.people_at(official.agency_id, now)
        if person.pk != official.account_id
    ]
    form = posted(DelegationForm, request) if request.method == "POST" else DelegationForm()
    form.fields["to"].choices = [("", _("Chọn đồng nghiệp")), *people]  # type: ignore[attr-defined]  # as it is one
    if request.method == "POST" and form.is_valid() and _given(request, form):
        messages.success(request, _("Đã giao người làm thay."))
        return redirect("desk:delegations")
    running = accounts.delegations_of(official, now)
    context = {
        "form": form,
        "people": people,
        "given": [each for each in running if each.holder_id == official.account_id],
        "held": [each for each in running if each.to_id == official.account_id],
    }
    return page(request, "delegations", context)


@require_POST
@at_desk
def revoke(request: DeskRequest, delegation_id: int) -> HttpResponse:
    """End one of the official's own before its day."""
    actions.revoke(delegation_id, by=request.official, now=request.now)
    messages.success(request, _("Đã thu hồi. Người làm thay không còn quyền từ bây giờ."))
    return redirect("desk:delegations")


def _given(request: DeskRequest, form: DelegationForm) -> bool:
    """Whether the delegation was given; a rule's refusal stands beside its field."""
    typed = form.cleaned_data
    zone = get_current_timezone()
    today = localdate(request.now)
    if typed["until"] < today:
        form.add_error("until", _("Ngày kết thúc đã qua."))
        return False
    begins = datetime.combine(typed["since"], time.min, zone)
    ends = datetime.combine(typed["until"] + timedelta(days=1), time.min, zone)
    try:
        actions.delegate(
            request.official.account_id,
            int(typed["to"]),
            request.official.agency_id,
            starts_at=max(begins, request.now),
            ends_at=ends,
            ground=typed["ground"],
            by=request.official,
            now=request.now,
        )
    except Refused as no:
        form.add_error(FIELD_OF.get(no.code), sentence_for(no))
        return False
    return True

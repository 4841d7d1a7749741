"""The till of the unit: a day's balance, closing it, and what the payment provider told."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.domain.payments import actions, queries
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.dates import DayField
from motcua.web.shared.forms import PageForm

MOST_LISTED = 200


class DayForm(PageForm):
    """The day a list is about."""

    ngay = DayField(label=gettext_lazy("Ngày"))


@require_safe
@at_desk
def till(request: DeskRequest) -> HttpResponse:
    """What was taken and given back on a day, by means and by officer, and which numbers were used."""
    today = localdate(request.now)
    form, day = day_chosen(request, today)
    balance = queries.balance_of(request.official, day)
    kept = queries.day_of(request.official, day)
    closed = kept if kept and kept.closed_at else None
    context = {
        "day": day,
        "form": form,
        "balance": balance,
        "closed": closed,
        "may_close": closed is None and day <= today,
        "net": balance.net,
    }
    return page(request, "payments/till", context)


@require_POST
@at_desk
def close_day(request: DeskRequest) -> HttpResponse:
    """Close the day: what comes later counts on the next."""
    day = day_asked(request.POST.get("ngay", ""), localdate(request.now))
    actions.close_day(day, by=request.official, now=request.now)
    messages.success(request, _("Đã khóa sổ quỹ ngày %(day)s.") % {"day": f"{day:%d/%m/%Y}"})
    return redirect(f"{reverse('desk:till')}?ngay={day.isoformat()}")


@require_safe
@at_desk
def online_payments(request: DeskRequest) -> HttpResponse:
    """The online orders of a day, and the money that came and fits nothing."""
    form, day = day_chosen(request, localdate(request.now))
    context = {
        "day": day,
        "form": form,
        "orders": queries.orders_of_day(request.official, day),
        "unmatched": list(queries.to_reconcile(request.official)[:MOST_LISTED]),
    }
    return page(request, "payments/online", context)


def day_chosen(request: DeskRequest, today: date) -> tuple[DayForm, date]:
    """The form with the day that was asked for, and that day; today until a day is understood."""
    if not any(name.startswith("ngay") for name in request.GET):
        return DayForm(initial={"ngay": today}), today
    form = DayForm(request.GET)
    return form, form.cleaned_data["ngay"] if form.is_valid() else today


def day_asked(typed: str, today: date) -> date:
    """The day an address names; today where it names none that exists."""
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        return today

"""A leader's own pages: who has how much to do, what will be late, and several dossiers decided in one go."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.domain.accounts import queries as accounts
from motcua.domain.agencies import queries as agencies
from motcua.domain.dossiers import actions as dossiers
from motcua.domain.dossiers import queries as dossiers_asked
from motcua.domain.dossiers.actions import MOST_AT_ONCE
from motcua.domain.dossiers.queries import Ending
from motcua.domain.matters import actions as matters
from motcua.domain.worklist import queries
from motcua.kernel.errors import Refused
from motcua.web.desk import going, keys, words
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.forms import posted
from motcua.web.shared.refusals import sentence_for

HORIZONS = (1, 3, 5)
"""Working days that one may look ahead."""
ON_A_PAGE = 20
TO_THE_DESK = "ban"


@require_safe
@at_desk
def team(request: DeskRequest) -> HttpResponse:
    """Everybody with their load; work left behind by who has gone stands first."""
    found = queries.team_of(request.official, request.now)
    colleagues = [
        (str(person.pk), person.full_name) for person in accounts.people_at(request.official.agency_id, request.now)
    ]
    context = {
        "team": found,
        "most": max([each.open for each in found.colleagues] + [found.free, 1]),
        "colleagues": colleagues,
        "to_the_desk": TO_THE_DESK,
    }
    return page(request, "leading/team", context)


@require_POST
@at_desk
def take_over(request: DeskRequest, account_id: int) -> HttpResponse:
    """Give all that one person has to another, or back to the desk."""
    chosen = request.POST.get("cho", "")
    if chosen != TO_THE_DESK and not chosen.isdecimal():
        messages.warning(request, _("Chưa chọn người nhận việc."))
        return redirect("desk:team")
    to_id = None if chosen == TO_THE_DESK else int(chosen)
    number = matters.take_over(account_id, to_id, by=request.official, now=request.now)
    messages.success(request, ngettext("Đã chuyển %(num)d việc.", "Đã chuyển %(num)d việc.", number) % {"num": number})
    return redirect("desk:team")


@require_safe
@at_desk
def ahead(request: DeskRequest) -> HttpResponse:
    """What is due within some working days, the tightest first."""
    asked = request.GET.get("ngay", "")
    days = int(asked) if asked in {str(each) for each in HORIZONS} else HORIZONS[1]
    risks = queries.ahead_of(request.official, request.now, days)
    rows = [(risk, going.address_of(risk.matter), words.left(risk.left), words.length(risk.needed)) for risk in risks]
    context = {
        "rows": rows,
        "days": days,
        "horizons": HORIZONS,
        "late": sum(risk.late for risk in risks),
        "tight": sum(risk.tight and not risk.late for risk in risks),
        "ending": _ending(request),
    }
    return page(request, "leading/ahead", context)


def _ending(request: DeskRequest) -> Ending | None:
    """What is left at the leader's own agency when its last day is known; nothing while it goes on."""
    agency = agencies.agency_coded(request.official.agency_code, localdate(request.now))
    return dossiers_asked.ending_of(agency, localdate(request.now)) if agency.valid_to else None


@sensitive_post_parameters(*keys.PINS)
@require_http_methods(["GET", "POST"])
@at_desk
def several(request: DeskRequest) -> HttpResponse:
    """GET shows what can be decided at one press, each to be opened and looked at; POST decides those ticked."""
    if request.method != "POST":
        return _to_choose_from(request, [], None)
    chosen = _ticked(request)
    if not chosen:
        messages.warning(request, _("Chưa chọn hồ sơ nào. Hãy mở từng hồ sơ, xem rồi đánh dấu."))
        return redirect("desk:several")
    official, now = request.official, request.now
    signing = dossiers_asked.signing_of(dossiers_asked.choices_of(dict(chosen), official), official, localdate(now))
    form = posted(keys.batch_form(signing), request)
    if form.is_valid():
        try:
            done = dossiers.complete_several(chosen, pins=keys.pins_of(form), by=official, now=now)
        except Refused as no:
            if no.code not in keys.REFUSALS:
                raise
            keys.refuse(form, no)
        else:
            shown = [(each, sentence_for(each.refusal) if each.refusal else "") for each in done]
            return page(request, "leading/decided", {"done": shown})
    return _to_choose_from(request, chosen, form)


def _ticked(request: DeskRequest) -> list[tuple[int, str]]:
    """What was ticked, as (task, outcome)."""
    parted = (each.partition(".") for each in request.POST.getlist("viec")[: MOST_AT_ONCE + 1])
    return [(int(task_id), outcome) for task_id, _dot, outcome in parted if task_id.isdecimal() and outcome]


def _to_choose_from(request: DeskRequest, chosen: list[tuple[int, str]], form: keys.BatchForm | None) -> HttpResponse:
    """The page of a batch; with what was ticked and typed where a PIN is missing or wrong."""
    official, now = request.official, request.now
    tasks = queries.first_waiting(official, queries.Filter(), ON_A_PAGE)
    language = "en" if (get_language() or "vi").startswith("en") else "vi"
    ready = dossiers_asked.decidable(tasks, localdate(now), language)  # type: ignore[arg-type]  # one of the two
    signing = dossiers_asked.signing_of([each.choice for each in ready], official, localdate(now))
    lefts = {row.task.pk: row for row in queries.rows(tasks, now)}
    rows = [
        (each, words.left(lefts[each.choice.task.pk].left), words.urgency(lefts[each.choice.task.pk].left, None))
        for each in ready
    ]
    shown = form if form is not None else keys.batch_form(signing)()
    context = {
        "rows": rows,
        "others": len(tasks) - len(ready),
        "signing": signing,
        "chosen": [task_id for task_id, _outcome in chosen],
        "form": shown,
        "keys": list(shown.fields),
    }
    return page(request, "leading/several", context, HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK)

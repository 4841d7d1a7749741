"""Reception at the counter: choosing the procedure, the one screen, the pages of a long form, what came of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.domain.agencies import queries as agencies
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.states import Channel
from motcua.domain.procedures import queries as procedures
from motcua.kernel.errors import NotFound, Refused
from motcua.web.desk import groups, sheets
from motcua.web.desk.identity import typed_number
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.desk.sheet_page import Screen, screen_of, show
from motcua.web.shared import answers
from motcua.web.shared.forms import posted
from motcua.web.shared.refusals import sentence_for

FOUND = 8
LONGEST_SEARCH = 120
LOOK_UP, KEEP, GO_ON, DROP_FILE = "tra-cuu", "luu", "to-khai", "bo-tep"
MORE = "them"
AT_ONCE = "giai-quyet-ngay"
DECISIONS = {"tiep-nhan": "accept", AT_ONCE: "accept", "tu-choi": "reject", "bo-sung": "ask_supplement"}
BUTTONS = {LOOK_UP, KEEP, GO_ON, DROP_FILE, *DECISIONS, "csrfmiddlewaretoken"}


@require_safe
@at_desk
def reception(request: DeskRequest) -> HttpResponse:
    """Which procedure: by its words or its code; and what was begun and not finished."""
    typed = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    follows = _follows(request.GET.get("cung"))
    begun = list(queries.open_sheets(request.official)[:FOUND])
    before = queries.one_seen_by(request.official, follows) if follows else None
    today = localdate(request.now)
    unit = agencies.agency_coded(request.official.agency_code, today)
    found = [each.procedure for each in procedures.search(typed, today, FOUND * 3)]
    # What this unit is there for stands first; what another receives may still be one that anybody may.
    found.sort(key=lambda each: each.one_stop_kind != unit.kind)
    forwarded = procedures.received_for_others(found[:FOUND])
    context = {
        "q_procedure": typed,
        "found": [(each, _who_receives(each, unit.kind, forwarded)) for each in found[:FOUND]],
        "begun": begun,
        "before": before,
    }
    return page(request, "reception/search", context)


def _who_receives(procedure: Any, kind: str, forwarded: Collection[int]) -> str:
    """What stands beside a procedure that units of another kind are there for."""
    if procedure.one_stop_kind == kind:
        return ""
    return _("nhận ở đây được, chuyển nơi giải quyết") if procedure.pk in forwarded else _("đơn vị khác tiếp nhận")


@require_POST
@at_desk
def open_sheet(request: DeskRequest) -> HttpResponse:
    """Begin a sheet for the procedure that was chosen."""
    code, follows = request.POST.get("thu-tuc", ""), _follows(request.POST.get("cung"))
    opened = actions.open_sheet(code, by=request.official, now=request.now, follows=follows)
    return redirect("desk:sheet", token=opened.draft.token)


@require_http_methods(["GET", "POST"])
@at_desk
def sheet(request: DeskRequest, token: str) -> HttpResponse:
    """The one screen. Whatever is sent is kept, right or wrong; then the button that was pressed is done."""
    found = queries.sheet_of(request.official, token)
    if found.draft.submitted_at is not None:
        return redirect("desk:received", dossier_id=found.draft.dossier.pk)
    if request.method != "POST":
        return show(request, screen_of(found, request.now))
    before = screen_of(found, request.now)
    kept = _kept(request, before)
    wrong = _take_in(request, kept)
    if DROP_FILE in request.POST:
        number = request.POST[DROP_FILE]
        actions.detach_scan(token, int(number) if number.isdecimal() else 0, by=request.official, now=request.now)
    if LOOK_UP in request.POST:
        return _look_up(request, kept)
    now_shown = screen_of(queries.sheet_of(request.official, token), request.now)
    form = posted(now_shown.form_class, request)
    for name, sentence in wrong:
        form.add_error(name if name in form.fields else None, sentence)
    decision = next((move for button, move in DECISIONS.items() if button in request.POST), None)
    if decision is None and not wrong:
        return _onward(request, now_shown)
    if decision is not None and form.is_valid() and not wrong:
        done = _decided(request, now_shown, form, decision)
        if done is not None:
            return done
    return show(request, now_shown, form, judged=decision == "accept")


def _kept(request: DeskRequest, before: Screen) -> Screen:
    """The sheet with everything that was sent; the questions of the form are those that stood on it."""
    typed = {
        name: values[-1]
        for name, values in request.POST.lists()
        if name not in BUTTONS and not name.startswith(sheets.FACT)
    }
    asked = [name for name in typed.pop("hoi", "").split() if name]
    facts = sheets.facts_of(typed)
    channel = Channel.POST if typed.get(sheets.CHANNEL) == Channel.POST else Channel.DIRECT
    kept = actions.keep_sheet(
        before.token, {**typed, **facts}, asked, channel=channel, by=request.official, now=request.now
    )
    return screen_of(kept, request.now)


def _take_in(request: DeskRequest, screen: Screen) -> list[tuple[str, str]]:
    """Each scan that is good is kept; the rest come back as (box, sentence)."""
    wrong = []
    boxes = {f"{sheets.FILE}-{part.code}": part.code for part in screen.parts}
    for box, code in {**boxes, sheets.AUTHORITY_FILE: sheets.AUTHORITY_PART}.items():
        for file in request.FILES.getlist(box):
            try:
                actions.attach_scan(
                    screen.token, code, file.name or "", file.read(), by=request.official, now=request.now
                )
            except Refused as no:
                wrong.append((box, sentence_for(no)))
    return wrong


def _look_up(request: DeskRequest, screen: Screen) -> HttpResponse:
    """Find who has this number, and fill in what is known of them; what was typed otherwise stays."""
    number, reason = typed_number(sheets.NUMBER, request.POST), request.POST.get(sheets.WHY, "")
    try:
        person = actions.look_up_person(screen.token, number, reason, by=request.official, now=request.now)
    except Refused as no:
        form = screen.form_class(request.POST)
        form.errors.clear()
        form.refuse(no)
        return show(request, screen, form)
    if person is None:
        messages.info(request, _("Chưa có ai trong hệ thống với số định danh này. Hãy nhập tiếp."))
    else:
        known = queries.facts_of(person)
        typed = {**screen.sheet.typed, **sheets.typed_of(known), **known}
        channel = Channel(screen.sheet.draft.channel)
        actions.keep_sheet(screen.token, typed, channel=channel, by=request.official, now=request.now)
    return redirect(f"{reverse('desk:sheet', kwargs={'token': screen.token})}#id_{sheets.NAME}")


def _onward(request: DeskRequest, screen: Screen) -> HttpResponse:
    if GO_ON in request.POST and screen.pages_left:
        return redirect("desk:sheet_page", token=screen.token, page_id=screen.pages_left[0])
    return redirect("desk:sheet", token=screen.token)


def _decided(request: DeskRequest, screen: Screen, form: Any, decision: str) -> HttpResponse | None:
    """The dossier's page of reception, or nothing with what a rule has against it standing on the form."""
    try:
        handed = form.handed(decision, at_once=AT_ONCE in request.POST)
        dossier = actions.receive(screen.token, handed, by=request.official, now=request.now)
    except Refused as no:
        if no.code == "reception_warned":
            screen.warnings = no.details["warnings"]
            if not no.details["unread"]:
                form.refuse(no)
        elif no.code != "answers_incomplete":
            form.refuse(no)
        return None
    return redirect("desk:received", dossier_id=dossier.pk)


@require_http_methods(["GET", "POST"])
@at_desk
def sheet_page(request: DeskRequest, token: str, page_id: str) -> HttpResponse:
    """One page of a long form, filled in at the counter."""
    found = queries.sheet_of(request.official, token)
    if found.draft.submitted_at is not None:
        return redirect("desk:received", dossier_id=found.draft.dossier.pk)
    before = queries.page_view(found.draft, page_id)
    if request.method != "POST":
        return _show_page(request, before, {})
    typed = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    saved = actions.keep_sheet_page(token, page_id, typed, by=request.official, now=request.now)
    after = queries.page_view(saved.draft, page_id)
    shown = {field.name for field in before.fields}
    problems = {name: problem for name, problem in saved.problems.items() if name in shown}
    if problems:
        return _show_page(request, after, problems)
    if (
        saved.problems or MORE in request.POST
    ):  # questions that this answer has brought up, or one more entry of a group
        return redirect(request.get_full_path())
    if after.after is None:
        return redirect(f"{reverse('desk:sheet', kwargs={'token': token})}#giay-to")
    return redirect("desk:sheet_page", token=token, page_id=after.after)


def _show_page(request: DeskRequest, view: Any, problems: Mapping[str, Any]) -> HttpResponse:
    """The page as it is kept: what could not be read stands there as it was typed."""
    taken = groups.at_once(view.fields, view.draft.answers, problems, localdate(request.now))
    english = (get_language() or "vi").startswith("en")
    kinds = view.draft.procedure.body.get("event_area_kinds") or []
    areas = (
        answers.area_choices(kinds, localdate(request.now), english=english)
        if answers.asks_for_area(taken.fields)
        else ()
    )
    form = answers.form_of_page(taken.fields, taken.typed, taken.problems, areas)
    context = {
        "form": form,
        "questions": form.questions,
        "view": view,
        "procedure": view.draft.procedure,
        "repeated": procedures.group_of(view.page),
    }
    return page(request, "reception/page", context)


@require_POST
@at_desk
def discard_sheet(request: DeskRequest, token: str) -> HttpResponse:
    """Throw the sheet away."""
    actions.discard_sheet(token, by=request.official, now=request.now)
    messages.success(request, _("Đã bỏ phiếu đang nhập. Không có hồ sơ nào được lập."))
    return redirect("desk:reception")


@require_safe
@at_desk
def received(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """What came of it: the code, the date, what to print, and what may come next."""
    dossier = queries.one_seen_by(request.official, dossier_id)
    how = queries.received(dossier)
    if how is None or how.reception is None:
        raise NotFound("reception")
    english = (get_language() or "vi").startswith("en")
    whole = queries.with_everything(dossier, "en" if english else "vi")
    context = {
        "dossier": dossier,
        "how": how,
        "papers": whole.papers,
        "explanation": whole.explanation,
        "receipted": any(paper.template.code == "form-01" for paper in whole.papers),
    }
    return page(request, "reception/received", context)


def _follows(written: str | None) -> int | None:
    return int(written) if written and written.isdecimal() and len(written) < 19 else None

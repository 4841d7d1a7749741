"""Filling in and handing in: one topic a page, papers, check your answers, and once only the button."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.queries import PageView
from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.queries import Problem
from motcua.kernel.errors import Refused
from motcua.kernel.worktime import (
    Limit,
    limit_in_words,
)
from motcua.web.portal import (
    behalf,
    filing,
    typing_kept,
)
from motcua.web.portal.citizens import CitizenRequest, citizen_only
from motcua.web.shared import answers
from motcua.web.shared.refusals import sentence_for

CHANGING = "sua"  # the page was opened from the review and leads back to it
LATER = "de-sau"  # the button "save and do it later"


@citizen_only
def start(request: CitizenRequest, code: str) -> HttpResponse:
    """Begin, or go on where the person stopped; a GET is somebody coming back from signing in."""
    if request.method != "POST":
        return redirect("portal:procedure", code=code)
    draft = actions.start(code, by=request.citizen, now=request.now)
    return redirect(filing.place_to_go_on(draft))


@citizen_only
def go_on(request: CitizenRequest, token: str) -> HttpResponse:
    """The draft at the first page that still wants something."""
    draft = queries.draft_of(request.citizen, token)
    return redirect(filing.place_to_go_on(draft))


@typing_kept.keeps_typed
@citizen_only
def page(request: CitizenRequest, token: str, page_id: str) -> HttpResponse:
    """One page of the form. Whatever is sent is kept, right or wrong."""
    draft = queries.draft_of(request.citizen, token)
    if away := filing.elsewhere(draft, localdate(request.now)):
        if request.method == "POST" and filing.dossier_of(draft) is None:
            actions.save_page(token, page_id, typed_of(request), by=request.citizen, now=request.now)
        return redirect(away)
    before = queries.page_view(draft, page_id)
    if request.method == "POST":
        return _save(request, before)
    typed = typing_kept.given_back(request)
    if typed is None:
        return _show(request, before, flat(before.typed), {})
    saved = actions.save_page(token, page_id, typed, by=request.citizen, now=request.now)
    messages.info(
        request,
        _("Phiên đăng nhập trước đã hết hạn. Những gì bạn vừa nhập vẫn còn nguyên; hãy bấm Tiếp tục."),
    )
    return _show(request, queries.page_view(saved.draft, page_id), _last(typed), _of(before, saved.problems))


def _save(request: CitizenRequest, before: PageView) -> HttpResponse:
    token, page_id = before.draft.token, before.page.id
    saved = actions.save_page(token, page_id, typed_of(request), by=request.citizen, now=request.now)
    if LATER in request.POST:
        messages.success(request, _("Đã lưu. Bạn có thể mở lại và làm tiếp bất cứ lúc nào."))
        return redirect("portal:my_dossiers")
    after = queries.page_view(saved.draft, page_id)
    problems = _of(before, saved.problems)
    if problems:
        return _show(request, after, request.POST, problems)
    if saved.problems:
        # Questions that this answer has brought up: asked next, and nobody has done anything wrong.
        first = next(field for field in after.fields if field.name in saved.problems)
        anchor = f"{first.inputs[0]}" if len(first.inputs) > 1 else first.name
        return redirect(f"{request.get_full_path()}#id_{anchor}")
    if queries.says_agent(after.draft):
        messages.info(request, _("Bạn vừa chọn nộp cho người đã ủy quyền cho bạn. Xin cho biết đó là ai."))
        return redirect("portal:principal", token=token)
    return redirect(filing.review_address(token) if CHANGING in request.GET else filing.address_after(after))


def _show(
    request: CitizenRequest, view: PageView, typed: Mapping[str, Any], problems: Mapping[str, Problem]
) -> HttpResponse:
    group = procedures.group_of(view.page)
    if group is not None:
        return _show_entries(request, view, group, problems)
    areas = filing.areas_for(view, localdate(request.now), english=_english())
    form = answers.form_of_page(view.fields, typed, problems, areas)
    return render(
        request,
        "portal/filing/page.html",
        {
            "form": form,
            "questions": form.questions,
            "page": view.page,
            "procedure": view.draft.procedure,
            "number": view.number,
            "count": filing.steps_of(view.draft, view.count),
            "back": filing.address_before(view, changing=CHANGING in request.GET),
            "changing": CHANGING in request.GET,
        },
    )


def _show_entries(
    request: CitizenRequest, view: PageView, group: procedures.Field, problems: Mapping[str, Problem]
) -> HttpResponse:
    entries = queries.entries_shown(view, group, "en" if _english() else "vi", localdate(request.now))
    return render(
        request,
        "portal/filing/entries.html",
        {
            "group": group,
            "cards": filing.cards_of(view, entries),
            "problems": list(problems.values()),
            "first": filing.entry_to_mend(entries),
            "full": len(entries) >= group.most,
            "page": view.page,
            "draft": view.draft,
            "procedure": view.draft.procedure,
            "number": view.number,
            "count": filing.steps_of(view.draft, view.count),
            "back": filing.address_before(view, changing=CHANGING in request.GET),
            "changing": CHANGING in request.GET,
        },
    )


@citizen_only
def review(request: CitizenRequest, token: str) -> HttpResponse:
    """Everything that was answered, what is still wrong, where it will go and what it costs."""
    draft = queries.draft_of(request.citizen, token)
    if away := filing.elsewhere(draft, localdate(request.now)):
        return redirect(away)
    today = localdate(request.now)
    wrong = queries.still_wrong(draft, today)
    files = queries.files_of_draft(draft)
    another = behalf.for_another(draft)
    own_number = draft.account.identity_number if another else ""
    undone = queries.behalf_undone(draft, own_number, files, today)
    return render(
        request,
        "portal/filing/review.html",
        {
            "draft": draft,
            "procedure": draft.procedure,
            "asks_whom": queries.may_file_for_another(draft.procedure),
            "whom": queries.behalf_back(draft, "en" if _english() else "vi"),
            "whom_wrong": behalf.address(token, undone) if undone else "",
            "scans": [file for file in files if another and file.part == behalf.AUTHORITY_PART],
            "pages": queries.read_back(draft, "en" if _english() else "vi", today),
            "wrong": {name: list(found.values()) for name, found in wrong.items()},
            "unlikely": queries.warnings_of(draft, today),
            "parts": filing.parts_with_files(draft, files),
            "missing": filing.parts_missing(draft, files),
            "fees": filing.fees(draft, today),
            "office": filing.office(draft, today),
            "back": filing.address_before_review(draft),
        },
    )


@citizen_only
def changed(request: CitizenRequest, token: str) -> HttpResponse:
    """The procedure has a new version: what is different for this person, and the button to go on with it."""
    draft = queries.draft_of(request.citizen, token)
    change = None if filing.dossier_of(draft) else queries.change_of(draft, localdate(request.now))
    if change is None:
        return redirect(filing.place_to_go_on(draft))
    if request.method != "POST":
        limits = change.difference.limit if change.difference else None
        context = {
            "draft": draft,
            "procedure": change.version or draft.procedure,
            "change": change,
            "limits": [limit_in_words(Limit.parse(each), "en" if _english() else "vi") for each in limits or ()],
        }
        return render(request, "portal/filing/changed.html", context)
    draft = actions.carry_over(token, by=request.citizen, now=request.now)
    return redirect(filing.place_to_go_on(draft))


@citizen_only
def submit(request: CitizenRequest, token: str) -> HttpResponse:
    """Hand it in. Pressed twice or replayed, it is the same dossier."""
    if request.method != "POST":
        return redirect("portal:review", token=token)
    try:
        dossier = actions.submit(token, by=request.citizen, now=request.now)
    except Refused as refusal:
        if refusal.code == "principal_differs":
            messages.error(request, sentence_for(refusal))
            return redirect("portal:principal", token=token)
        if refusal.code not in {"answers_incomplete", "parts_missing", "version_ended", "authorisation_incomplete"}:
            raise
        return redirect("portal:review", token=token)  # which says what is missing, and where
    return redirect("portal:filed", dossier_id=dossier.pk)


@citizen_only
def discard(request: CitizenRequest, token: str) -> HttpResponse:
    """Throw a draft away, after being asked once."""
    draft = queries.draft_of(request.citizen, token)
    if filing.dossier_of(draft) is not None:
        return redirect(filing.place_to_go_on(draft))
    if request.method != "POST":
        return render(request, "portal/filing/discard.html", {"draft": draft, "procedure": draft.procedure})
    actions.discard(token, by=request.citizen, now=request.now)
    messages.success(request, _("Đã xóa hồ sơ nháp."))
    return redirect("portal:my_dossiers")


def typed_of(request: CitizenRequest) -> dict[str, list[str]]:
    """What a page sent, by the name of the input."""
    return {name: list(values) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}


def _of(before: PageView, problems: Mapping[str, Problem]) -> dict[str, Problem]:
    """The problems of what was asked on the page that was sent."""
    asked = {field.name for field in before.fields}
    return {name: problem for name, problem in problems.items() if name in asked}


def flat(typed: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """What the inputs of a page show, by their names."""
    return {name: text for inputs in typed.values() for name, text in inputs.items()}


def _last(typed: Mapping[str, list[str]]) -> dict[str, str]:
    return {name: values[-1] for name, values in typed.items() if values}


def _english() -> bool:
    return (get_language() or "vi").startswith("en")

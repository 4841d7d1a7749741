"""The entries of a repeated group: each is a page of its own, reached from the list of them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.queries import EntryView
from motcua.domain.procedures.queries import Problem
from motcua.web.portal import answers, filing, typing_kept
from motcua.web.portal.citizens import CitizenRequest, citizen_only
from motcua.web.portal.views.filing import CHANGING, LATER, typed_of


@citizen_only
def add_entry(request: CitizenRequest, token: str, page_id: str) -> HttpResponse:
    """An empty entry under a key of its own: two tabs that add have two, a page sent twice has one."""
    draft = queries.draft_of(request.citizen, token)
    if away := filing.elsewhere(draft, localdate(request.now)):
        return redirect(away)
    view = queries.entry_view(draft, page_id, secrets.token_hex(4))
    return redirect(filing.entry_address(token, page_id, view.key) + _way(request))


@typing_kept.keeps_typed
@citizen_only
def entry(request: CitizenRequest, token: str, page_id: str, key: str) -> HttpResponse:
    """One entry. Whatever is sent is kept, right or wrong."""
    draft = queries.draft_of(request.citizen, token)
    if away := filing.elsewhere(draft, localdate(request.now)):
        if request.method == "POST" and filing.dossier_of(draft) is None:
            actions.save_entry(token, page_id, key, typed_of(request), by=request.citizen, now=request.now)
        return redirect(away)
    before = queries.entry_view(draft, page_id, key)
    if request.method == "POST":
        return _save(request, before)
    typed_before = typing_kept.given_back(request)
    if typed_before is None:
        flat = {name: text for inputs in before.typed.values() for name, text in inputs.items()}
        return _show(request, before, flat, {})
    saved = actions.save_entry(token, page_id, key, typed_before, by=request.citizen, now=request.now)
    messages.info(
        request,
        _("Phiên đăng nhập trước đã hết hạn. Những gì bạn vừa nhập vẫn còn nguyên; hãy bấm Tiếp tục."),
    )
    last = {name: values[-1] for name, values in typed_before.items() if values}
    return _show(request, queries.entry_view(saved.draft, page_id, key), last, _of(before, saved.problems))


@citizen_only
def remove_entry(request: CitizenRequest, token: str, page_id: str, key: str) -> HttpResponse:
    """Take an entry out, after being asked once."""
    draft = queries.draft_of(request.citizen, token)
    if away := filing.elsewhere(draft, localdate(request.now)):
        return redirect(away)
    back = filing.page_address(token, page_id) + _way(request)
    view = queries.entry_view(draft, page_id, key)
    if request.method == "POST":
        actions.remove_entry(token, page_id, key, by=request.citizen, now=request.now)
        messages.success(request, _("Đã bỏ mục này."))
        return redirect(back)
    if not view.known:
        return redirect(back)
    shown = queries.entry_shown(view, "en" if _english() else "vi", localdate(request.now))
    return render(
        request,
        "portal/filing/remove_entry.html",
        {"page": view.page, "entry": shown, "procedure": draft.procedure, "back": back},
    )


def _save(request: CitizenRequest, before: EntryView) -> HttpResponse:
    token, page_id, key = before.draft.token, before.page.id, before.key
    saved = actions.save_entry(token, page_id, key, typed_of(request), by=request.citizen, now=request.now)
    if LATER in request.POST:
        messages.success(request, _("Đã lưu. Bạn có thể mở lại và làm tiếp bất cứ lúc nào."))
        return redirect("portal:my_dossiers")
    after = queries.entry_view(saved.draft, page_id, key)
    problems = _of(before, saved.problems)
    if problems:
        return _show(request, after, request.POST, problems)
    if saved.problems:
        # Questions that this answer has brought up: asked next, and nobody has done anything wrong.
        first = next(field for field in after.fields if field.name in saved.problems)
        anchor = first.inputs[0] if len(first.inputs) > 1 else first.name
        return redirect(f"{request.get_full_path()}#id_{anchor}")
    return redirect(filing.page_address(token, page_id) + _way(request))


def _show(
    request: CitizenRequest, view: EntryView, typed: Mapping[str, Any], problems: Mapping[str, Problem]
) -> HttpResponse:
    areas = filing.areas_for(view, localdate(request.now), english=_english())
    form = answers.form_of_page(view.fields, typed, problems, areas)
    return render(
        request,
        "portal/filing/entry.html",
        {
            "form": form,
            "questions": form.questions,
            "group": view.group,
            "position": view.number,
            "page": view.page,
            "procedure": view.draft.procedure,
            "back": filing.page_address(view.draft.token, view.page.id) + _way(request),
        },
    )


def _of(before: EntryView, problems: Mapping[str, Problem]) -> dict[str, Problem]:
    """The problems of what was asked on the page that was sent."""
    asked = {field.name for field in before.fields}
    return {name: problem for name, problem in problems.items() if name in asked}


def _way(request: CitizenRequest) -> str:
    """What an address carries on so that the list leads back to the review it was opened from."""
    return f"?{CHANGING}=1" if CHANGING in request.GET else ""


def _english() -> bool:
    return (get_language() or "vi").startswith("en")

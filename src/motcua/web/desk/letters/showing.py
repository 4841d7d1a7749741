"""Letters as they are looked at: what waits, one with all that belongs to it, its versions, its files, its comments."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.domain.letters import actions, queries
from motcua.domain.petitions import queries as petitions
from motcua.kernel.errors import NotFound
from motcua.web.desk.downloads import PDF, download
from motcua.web.desk.letters.writing import number
from motcua.web.desk.seat import DeskRequest, at_desk, page

ON_A_PAGE = 30
TONES = {
    "drafting": "draft",
    "content_check": "soon",
    "form_check": "soon",
    "to_sign": "soon",
    "to_issue": "soon",
    "issued": "on_time",
    "replaced": "draft",
    "recalled": "late",
    "discarded": "draft",
}


def line_of(letter: Any) -> dict[str, Any]:
    """A letter as a line of a list."""
    return {"letter": letter, "number": queries.number_of(letter), "tone": TONES[letter.state]}


@require_safe
@at_desk
def mine(request: DeskRequest) -> HttpResponse:
    """What waits for the official, what they drafted, what was assigned to them."""
    official = request.official
    queries.open_at(official)
    waiting = [
        (str(queries.State(state).label), [line_of(letter) for letter in letters], state)
        for state, letters in queries.waiting_for(official).items()
    ]
    context = {
        "waiting": waiting,
        "drafts": [line_of(letter) for letter in queries.drafts_of(official)[:ON_A_PAGE]],
        "assigned": queries.assigned_to(official),
        "drafting": queries.may_draft(official),
        "registers": queries.may_register(official) or queries.may_assign(official),
    }
    return page(request, "letters/mine", context)


@require_safe
@at_desk
def of_agency(request: DeskRequest) -> HttpResponse:
    """The agency's letters: those under way, or those it issued."""
    issued = request.GET.get("loai") == "da-ban-hanh"
    letters = queries.issued_by(request.official) if issued else queries.open_at(request.official)
    found = Paginator(letters, ON_A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "found": found,
        "lines": [line_of(letter) for letter in found.object_list],
        "issued": issued,
        "address": "?loai=da-ban-hanh&" if issued else "?",
    }
    return page(request, "letters/agency", context)


@require_safe
@at_desk
def letter(request: DeskRequest, letter_id: int) -> HttpResponse:
    """One letter with what may be done with it."""
    shown = queries.letter_seen_by(request.official, letter_id)
    moves = queries.moves_open_to(request.official, shown)
    context = {
        **line_of(shown),
        "kind": queries.Kind(shown.kind).label,
        "state": queries.State(shown.state).label,
        "urgency": queries.Urgency(shown.urgency).label if shown.urgency else "",
        "moves": moves,
        "paragraphs": queries.shown_paragraphs(shown.current),
        "facts": queries.facts_in(shown.current),
        "comments": queries.comments_of(shown),
        "checks": queries.checks_of(shown),
        "versions": queries.versions_of(shown),
        "deliveries": queries.deliveries_of(shown),
        "successor": queries.replaced_by(shown),
        "petitions": petitions.answered_in(shown, request.official),
        "clerk": queries.may_register(request.official),
        "press": token_hex(16),
        "checkers": queries.choices_at(request.official, request.now).checkers if "ask_check" in moves else [],
    }
    return page(request, "letters/letter", context)


@require_safe
@at_desk
def version(request: DeskRequest, letter_id: int, number: int) -> HttpResponse:
    """One version, and what changed from the one before it, or from the one that is asked for (`?voi=`)."""
    shown = queries.letter_seen_by(request.official, letter_id)
    after = queries.version_of(shown, number)
    before = _compared(request, shown, number)
    context = {
        "letter": shown,
        "version": after,
        "before": before,
        "changes": queries.changes_between(before, after) if before is not None else [],
        "paragraphs": queries.shown_paragraphs(after),
        "facts": queries.facts_in(after),
        "versions": queries.versions_of(shown),
        "writes": "write" in queries.moves_open_to(request.official, shown),
    }
    return page(request, "letters/version", context)


@require_safe
@at_desk
def preview(request: DeskRequest, letter_id: int) -> HttpResponse:
    """The letter as it would be printed, marked as a draft."""
    shown = queries.letter_seen_by(request.official, letter_id)
    asked = number(request.GET.get("ban", ""))
    text = queries.version_of(shown, asked) if asked is not None else None
    return download(queries.preview_of(shown, request.now, text), PDF, "du-thao.pdf")


@require_safe
@at_desk
def signed(request: DeskRequest, letter_id: int) -> HttpResponse:
    """The signed file: for the agency's own people, and for those whom it came to."""
    try:
        shown = queries.letter_seen_by(request.official, letter_id)
    except NotFound:
        shown = queries.received_letter(request.official, letter_id)
    name = queries.number_of(shown).strip("…/").replace("/", "-")
    return download(queries.signed_pdf(shown), PDF, f"{name}.pdf")


@require_POST
@at_desk
def comment(request: DeskRequest, letter_id: int) -> HttpResponse:
    """Say something of the letter as it is now, or of one paragraph of it."""
    shown = queries.letter_seen_by(request.official, letter_id)
    if shown.current is None:
        raise NotFound("version")
    actions.comment(
        shown.current.pk,
        request.POST.get("words", ""),
        paragraph=number(request.POST.get("paragraph", "")),
        by=request.official,
        now=request.now,
    )
    messages.success(request, _("Đã ghi góp ý."))
    return redirect("desk:letter", letter_id=shown.pk)


@require_POST
@at_desk
def resolve(request: DeskRequest, comment_id: int) -> HttpResponse:
    """A comment was seen to."""
    seen = actions.resolve(comment_id, by=request.official, now=request.now)
    return redirect("desk:letter", letter_id=seen.version.letter_id)


def _compared(request: DeskRequest, shown: Any, number_after: int) -> Any:
    """The version that another is compared with; none where it is the first."""
    asked = number(request.GET.get("voi", ""))
    if asked is not None:
        return queries.version_of(shown, asked)
    earlier = [each.number for each in queries.versions_of(shown) if each.number < number_after]
    return queries.version_of(shown, earlier[0]) if earlier else None

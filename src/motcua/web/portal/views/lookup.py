"""Looking up a dossier, a report, a petition by its code, without signing in: state and dates, nothing personal."""

from __future__ import annotations

import re
from contextlib import suppress
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.domain.dossiers import queries
from motcua.domain.dossiers.queries import PublicView
from motcua.domain.feedback import queries as feedback
from motcua.domain.feedback.queries import ReportState
from motcua.domain.petitions import queries as petitions
from motcua.domain.petitions.queries import StateForAnybody
from motcua.kernel import codes
from motcua.kernel.errors import Malformed, NotFound
from motcua.web.portal import petitions_telling, reports_telling
from motcua.web.portal.citizens import PortalRequest
from motcua.web.shared.succession import handed_on_sentence
from motcua.web.shared.throttle import looked_up_too_often

LONGEST = 60
_RUN_TOGETHER = re.compile(r"([A-Z0-9]+(?:\.[A-Z0-9]+)*)-?([0-9]{6})-?([0-9]{4})")
"""A dossier's code whose hyphens were left out, or typed as spaces."""


def lookup(request: PortalRequest) -> HttpResponse:
    """The box to type a code into; with the secret of a receipt's QR code, its dossier at once."""
    token = request.GET.get("t", "").replace("\0", "")[:LONGEST]
    if token:
        return _answer(request, token, by_token=True)
    typed = _as_code(request.GET.get("ma", ""))
    if typed:
        return redirect("portal:found", code=typed)
    return _page(request)


def found(request: PortalRequest, code: str) -> HttpResponse:
    """The dossier with this code, however it was typed."""
    return _answer(request, _as_code(code), by_token=False)


def _as_code(text: str) -> str:
    """What was typed in the form in which codes are kept; as it is where it is no code of ours."""
    typed = codes.typed(text[:LONGEST])
    with suppress(Malformed):
        return codes.parse_report_code(typed)
    try:
        return codes.parse_request_code(typed)
    except Malformed:
        together = _RUN_TOGETHER.fullmatch(typed)
        return "-".join(together.groups()) if together else typed


def _answer(request: PortalRequest, asked: str, *, by_token: bool) -> HttpResponse:
    shown = "" if by_token else asked
    if looked_up_too_often(request, asked, request.now):
        problem = _(
            "Đã tra cứu quá nhiều lần trong ít phút. Hãy chờ 10 phút rồi thử lại, hoặc gọi tổng đài để được trả lời."
        )
        return _page(request, code=shown, problem=problem, status=HTTPStatus.TOO_MANY_REQUESTS)
    if not by_token and (report := _report(asked)) is not None:
        return _page(request, code=report.code, report=report)
    if not by_token and (petition := _petition(asked, request)) is not None:
        return _page(request, code=petition.code, petition=petition)
    try:
        view = queries.public_view_by_token(asked) if by_token else queries.public_view(asked)
    except NotFound:
        return _page(request, code=shown, problem=_not_there(by_token=by_token), status=HTTPStatus.NOT_FOUND)
    return _page(request, code=view.code, view=view)


def _report(asked: str) -> ReportState | None:
    """What anybody may know of the report with this code; `None` where it is no report's."""
    try:
        return feedback.state_for_anybody(asked)
    except NotFound:
        return None


def _petition(asked: str, request: PortalRequest) -> StateForAnybody | None:
    """What anybody may know of the petition with this code; `None` where it is no petition's."""
    try:
        return petitions.state_for_anybody(asked, request.now)
    except (Malformed, NotFound):
        return None


def _not_there(*, by_token: bool) -> str:
    if by_token:
        return _("Mã QR này không ứng với hồ sơ nào. Hãy quét lại, hoặc nhập mã in trên giấy hẹn.")
    return _("Không có hồ sơ nào mang mã này. Hãy xem lại mã trên giấy hẹn hoặc tin nhắn, từng ký tự một.")


def _page(
    request: PortalRequest,
    *,
    code: str = "",
    problem: str = "",
    view: PublicView | None = None,
    report: ReportState | None = None,
    petition: StateForAnybody | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    english = (get_language() or "vi").startswith("en")
    context = {
        "code": code,
        "problem": problem,
        "view": view,
        "report": report,
        "petition": petition,
        "standing": petitions_telling.standing(petition.state, petition.unit_in(english)) if petition else "",
        "tone": reports_telling.tone(report.state) if report else "",
        "late": bool(view and _is_late(view, request)),
        "handed_on": [handed_on_sentence(each, english=english) for each in view.handed_on] if view else [],
    }
    return render(request, "portal/lookup.html", context, status=status)


def _is_late(view: PublicView, request: PortalRequest) -> bool:
    return view.due_at is not None and view.closed_at is None and view.state != "finished" and request.now > view.due_at

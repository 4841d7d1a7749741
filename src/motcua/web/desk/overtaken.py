"""When a colleague was faster: the page that says who did it and when, in place of a general refusal."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from motcua.domain.accounts import queries as accounts
from motcua.domain.accounts.queries import Seat
from motcua.kernel.errors import Refused

BY_THE_APPLICANT = "withdrawn"
BY_THE_ROUTE = "overtaken"
CSRF = "csrfmiddlewaretoken"
WORTH_COPYING = 10
"""Letters from which a text is worth copying."""


def answer(request: HttpRequest, seat: Seat, refusal: Refused) -> HttpResponse | None:
    """A page that names the colleague who has the task or closed it; `None` for any other refusal."""
    who = _name(refusal)
    match refusal.code:
        case "task_closed":
            sentence = _closed(who, str(refusal.details.get("outcome", "")))
        case "task_taken" | "task_of_another" if who:
            sentence = _("%(holder)s đang giữ việc này.") % {"holder": who}
        case _:
            return None
    context = {
        "sentence": sentence,
        "at": refusal.details.get("at"),
        "typed": _typed(request),
        "seat": seat,
    }
    response = render(request, "desk/overtaken.html", context, status=HTTPStatus.CONFLICT)
    response["Cache-Control"] = "private, no-store"
    return response


def _typed(request: HttpRequest) -> list[str]:
    """What was typed into the form that came too late, longest first: the reader may want to copy it."""
    sent = [text.strip() for name, texts in request.POST.lists() if name != CSRF for text in texts]
    return sorted({text for text in sent if len(text) >= WORTH_COPYING}, key=len, reverse=True)


def _name(refusal: Refused) -> str:
    account_id = refusal.details.get("closed_by") or refusal.details.get("assignee")
    return accounts.account(account_id).full_name if account_id else ""


def _closed(who: str, outcome: str) -> str:
    if outcome == BY_THE_APPLICANT:
        return _("Người nộp đã rút hồ sơ, việc này không còn phải làm.")
    if not who or outcome == BY_THE_ROUTE:
        return _("Việc này đã được kết thúc vì hồ sơ đã sang bước khác.")
    return _("%(holder)s đã làm xong việc này trước.") % {"holder": who}

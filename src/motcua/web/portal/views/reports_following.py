"""Following a report by its secret page: where it is, what is asked, what was answered, whether it is done."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.domain.documents.queries import content_of
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.states import State
from motcua.kernel.errors import Refused
from motcua.web.portal import reports_telling
from motcua.web.portal.citizens import CitizenRequest, PortalRequest, citizen_only
from motcua.web.portal.downloads import download
from motcua.web.portal.reports_forms import ReplyForm, VerdictForm
from motcua.web.shared.forms import posted
from motcua.web.shared.ranges import in_part
from motcua.web.shared.refusals import sentence_for

ON_A_PAGE = 20
LONGEST_TOKEN = 60


@citizen_only
def my_reports(request: CitizenRequest) -> HttpResponse:
    """What this person reported while signed in, the newest first."""
    page = Paginator(queries.own_reports(request.citizen), ON_A_PAGE).get_page(request.GET.get("trang"))
    return render(request, "portal/reports/mine.html", {"page": page, "tone": reports_telling.tone})


def follow(request: PortalRequest, token: str) -> HttpResponse:
    """One report, for whoever has its secret address."""
    if queries.reported(token[:LONGEST_TOKEN]).state == State.SEALED:
        return _private(render(request, "portal/reports/sealed.html", {}))
    return _show(request, token, ReplyForm())


def openings(request: PortalRequest, token: str) -> HttpResponse:
    """Which offices opened the report, when and why."""
    token = token[:LONGEST_TOKEN]
    context = {"opened": queries.openings_of_report(token), "token": token}
    return _private(render(request, "portal/reports/openings.html", context))


@require_POST
def reply(request: PortalRequest, token: str) -> HttpResponse:
    """Answer what the unit asked, through the system: it learns the words and nothing else."""
    form = posted(ReplyForm, request)
    if not form.is_valid():
        return _show(request, token, form, status=HTTPStatus.OK)
    try:
        actions.reply_by_link(token, form.cleaned_data["reply"], now=request.now)
    except Refused as no:
        if no.code not in {"words_of_a_denunciation", "said_too_long"}:
            raise
        form.add_error("reply", sentence_for(no))
        return _show(request, token, form, status=HTTPStatus.CONFLICT)
    messages.success(request, _("Đã gửi câu trả lời cho đơn vị."))
    return redirect("portal:report", token=token)


@require_http_methods(["GET", "POST"])
def withdraw(request: PortalRequest, token: str) -> HttpResponse:
    """Take the report back, after being asked once."""
    followed = queries.followed(token)
    if request.method != "POST":
        if not followed.may_withdraw:
            return redirect("portal:report", token=token)
        return _private(render(request, "portal/reports/withdraw.html", {"report": followed.report}))
    actions.withdraw_by_link(token, now=request.now)
    messages.success(request, _("Đã rút phản ánh."))
    return redirect("portal:report", token=token)


def voice(request: PortalRequest, token: str, photo_id: int) -> HttpResponse:
    """The voice note of the report, for who sent it."""
    found = queries.voice_followed(token[:LONGEST_TOKEN], photo_id)
    return in_part(request, download(content_of(found.file), found.file.name, found.file.media_type))


def photo(request: PortalRequest, token: str, photo_id: int) -> HttpResponse:
    """A picture of the report or of its answer, in the copy without what a camera tells."""
    found = queries.photo_followed(token, photo_id)
    assert found.public is not None
    return download(content_of(found.public), found.public.name, found.public.media_type)


@require_http_methods(["GET", "POST"])
def verdict(request: PortalRequest, token: str) -> HttpResponse:
    """Whether it is done: asked once, by the link in the answer; “not done” opens the report again."""
    found = queries.verdict_asked(token[:LONGEST_TOKEN])
    if found.given_at is not None:
        return _private(render(request, "portal/reports/verdict_given.html", {"verdict": found}))
    wanted = {"fixed": "no"} if "chua" in request.GET else {}
    form = posted(VerdictForm, request) if request.method == "POST" else VerdictForm(initial=wanted)
    problem, status = "", HTTPStatus.OK
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.give_verdict(
                token, fixed=said["fixed"] == "yes", late=bool(said["late"]), words=said["words"], now=request.now
            )
        except Refused as no:
            problem, status = sentence_for(no), HTTPStatus.CONFLICT
        else:
            return redirect("portal:report_verdict", token=token)
    context = {"verdict": found, "report": found.report, "answer": found.answer, "form": form, "problem": problem}
    return _private(render(request, "portal/reports/verdict.html", context, status=status))


def _show(request: PortalRequest, token: str, form: ReplyForm, *, status: int = HTTPStatus.OK) -> HttpResponse:
    followed = queries.followed(token)
    english = (get_language() or "vi").startswith("en")
    context = {
        "followed": followed,
        "report": followed.report,
        "token": token,
        "main": followed.main,
        "standing": reports_telling.standing(followed.main) if followed.main is not None else "",
        "events": reports_telling.timeline(followed, english=english),
        "tone": reports_telling.tone(followed.report.state),
        "late": reports_telling.is_late(followed.report, request.now),
        "pictures": [each for each in followed.photos if each.role == "report"],
        "voices": queries.voices_followed(token),
        "form": form,
        "push_key": queries.push_key(),
    }
    return _private(render(request, "portal/reports/show.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """Its address is a secret: no cache between keeps it and no search engine lists it."""
    patch_cache_control(response, private=True, no_cache=True)
    response["X-Robots-Tag"] = "noindex"
    return response

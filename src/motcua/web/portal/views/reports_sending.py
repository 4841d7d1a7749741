"""Sending a report: one question a page, without signing in, kept for one browser until it is sent once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.domain.accounts import queries as accounts
from motcua.domain.agencies import queries as agencies
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.queries import Draft
from motcua.domain.feedback.states import Channel
from motcua.kernel.actors import Actor, System
from motcua.kernel.errors import NotFound, Refused
from motcua.web.portal import file_sentences
from motcua.web.portal.citizens import PortalRequest, citizen_of
from motcua.web.portal.downloads import download
from motcua.web.portal.reports_forms import ToldForm, WhereForm, WhoForm, places
from motcua.web.shared import uploads
from motcua.web.shared.forms import posted
from motcua.web.shared.refusals import SENTENCES, sentence_for
from motcua.web.shared.throttle import address_of, too_often

KEY = "phan-anh"
"""The cookie in which a browser keeps the secret of its draft. No session does: beside an account it would say who
wrote what lies under seal."""
VISITOR = System("portal-report")
STEPS = ("what", "where", "told", "photos", "who", "review")
MOST_SENT, MOST_SAME, MOST_PHOTOS_SENT = 10, 2, 60
"""In ten minutes from one address: reports, the same words, pictures."""
TOO_OFTEN = HTTPStatus.TOO_MANY_REQUESTS
View = Callable[..., HttpResponse]


class DraftRequest(PortalRequest):
    """The request of somebody who is writing a report."""

    draft: Draft
    said: Any
    about: Any


def with_draft(view: View) -> View:
    """A page of the report that this browser is writing; without one, the first question."""

    @wraps(view)
    def checked(request: DraftRequest, *args: object, **kwargs: object) -> HttpResponse:
        found = _draft(request)
        if found is None or found.sent_at is not None:
            return redirect("portal:report_sent" if found is not None else "portal:send_report")
        request.draft, request.said = found, queries.written(found)
        request.about = queries.category_of_draft(request.said, localdate(request.now))
        if request.about is None:
            return redirect("portal:send_report")
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_cache=True)
        return response

    return checked


@require_http_methods(["GET", "POST"])
def what(request: PortalRequest) -> HttpResponse:
    """What it is about: found by words, or chosen in the list; the first answer opens the draft."""
    today = localdate(request.now)
    draft = _draft(request)
    if request.method == "POST":
        chosen = request.POST.get("category", "")[:60]
        try:
            queries.category(chosen, today)
        except NotFound:
            return _what(request, problem=str(SENTENCES["report_about_nothing"]))
        if draft is None or draft.sent_at is not None:
            draft = actions.begin_draft(by=_who(request), now=request.now)
        actions.keep_draft(draft.token, {"category": chosen}, by=_who(request), now=request.now)
        response = redirect(_after("what", request, queries.category(chosen, today)))
        response.set_signed_cookie(
            KEY,
            draft.token,
            salt=KEY,
            max_age=settings.SESSION_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response
    return _what(request)


def _what(request: PortalRequest, *, problem: str = "") -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", "")[:100].strip()
    draft = _draft(request)
    found = queries.groups_about(words, localdate(request.now))
    context = {
        "words": words,
        "problem": problem,
        "groups": found or queries.groups_about("", localdate(request.now)),
        "nothing": bool(words) and not found,
        "chosen": queries.written(draft).category if draft is not None and draft.sent_at is None else "",
        "writing": draft is not None and draft.sent_at is None,
        "count": len(STEPS),
    }
    return render(request, "portal/reports/what.html", context)


@require_http_methods(["GET", "POST"])
@with_draft
def where(request: DraftRequest) -> HttpResponse:
    """Where it is: the commune, the spot in words, and the telephone's own place if it is given."""
    need = request.about.body.get("place", "optional")
    shape = {"groups": places(localdate(request.now), english=_english()), "needed": need == "required"}
    form = WhereForm(initial=request.said.body(), **shape)
    if request.method == "POST":
        form = WhereForm(request.POST, **shape)
        form.full_clean()
        _judge_coordinates(form)
        _keep(request, {name: form.cleaned_data.get(name, "") for name in ("area", "detail", "latitude", "longitude")})
        if form.is_valid():
            return redirect(_after("where", request, request.about))
    placed = form["latitude"].value() not in {None, ""} and not form.errors
    return _ask(request, "where", {"form": form, "placed": placed})


@require_http_methods(["GET", "POST"])
@with_draft
def told(request: DraftRequest) -> HttpResponse:
    """What happened, in the sender's own words, and on which day."""
    kept = request.said.body() | {"occurred_on": request.said.occurred_on or None}
    form = ToldForm(initial=kept)
    if request.method == "POST":
        form = posted(ToldForm, request)
        good = form.is_valid()
        day = form.cleaned_data.get("occurred_on")
        if day and day > localdate(request.now):
            form.add_error("occurred_on", _("Ngày này chưa đến. Hãy xem lại."))
            good, day = False, None
        _keep(request, {"content": form["content"].value() or "", "occurred_on": day.isoformat() if day else ""})
        if good:
            return redirect(_after("told", request, request.about))
    return _ask(request, "told", {"form": form})


@require_http_methods(["GET", "POST"])
@with_draft
def photos(request: DraftRequest) -> HttpResponse:
    """Pictures, each judged by itself, and a voice note; "add" stays here, "go on" goes on."""
    wrong: list[str] = []
    if request.method == "POST":
        wrong = _take_in(request)
        needed = request.about.body.get("photo") == "required"
        wrong += _take_voice(request)
        if not wrong and "them" not in request.POST:
            if not needed or queries.photos_of_draft(request.draft):
                return redirect(_after("photos", request, request.about))
            wrong = [str(SENTENCES["report_needs_a_photo"])]
        if not wrong:
            return redirect("portal:report_photos")
    return _ask(
        request,
        "photos",
        {
            "wrong": wrong,
            "photos": queries.photos_of_draft(request.draft),
            "most": queries.most_photos(),
            "voices": queries.voices_of_draft(request.draft),
            "longest": queries.longest_voice(),
        },
    )


@with_draft
def photo(request: DraftRequest, photo_id: int) -> HttpResponse:
    """A picture that goes with the report that is being written."""
    name, content, kind = queries.photo_of_draft(request.draft, photo_id)
    return download(content, name, kind)


@require_POST
@with_draft
def remove_photo(request: DraftRequest, photo_id: int) -> HttpResponse:
    """Take a picture out."""
    actions.remove_draft_photo(request.draft.token, photo_id, by=_who(request), now=request.now)
    return redirect("portal:report_photos")


@require_http_methods(["GET", "POST"])
@with_draft
def who(request: DraftRequest) -> HttpResponse:
    """Who reports; who signed in finds what is known of them filled in, to be kept or taken out."""
    needed = not request.about.body.get("anonymous", False)
    form = WhoForm(initial=_known(request), needed=needed)
    if request.method == "POST":
        form = posted(WhoForm, request, needed=needed)
        good = form.is_valid()
        kept = {name: form.cleaned_data.get(name, form[name].value()) for name in WhoForm.base_fields}
        _keep(request, kept | {"shows": bool(kept["shows"]), "seen": True})
        if good:
            return redirect(_after("who", request, request.about))
    return _ask(request, "who", {"form": form, "needed": needed})


@require_http_methods(["GET", "POST"])
@with_draft
def review(request: DraftRequest) -> HttpResponse:
    """Everything once more, what may have been reported already, and the button that sends it once."""
    said, files = request.said, queries.photos_of_draft(request.draft)
    missing = queries.missing_in_draft(said, request.about, len(files))
    problem, status = "", HTTPStatus.OK
    if request.method == "POST" and not missing:
        if _abuses(request):
            problem, status = _too_often(), TOO_OFTEN
        else:
            try:
                actions.send_draft(request.draft.token, Channel.WEB, by=_who(request), now=request.now)
            except Refused as no:
                problem, status = sentence_for(no), HTTPStatus.CONFLICT
            else:
                return redirect("portal:report_sent")
    area = agencies.areas_named({said.area}, localdate(request.now)).get(said.area) if said.area else None
    return _ask(
        request,
        "review",
        {
            "area": area,
            "photos": files,
            "voices": queries.voices_of_draft(request.draft),
            "missing": [(step, str(SENTENCES[code]) % {"longest": 10_000}) for step, code in missing],
            "alike": [] if missing else queries.like_draft(said, request.now),
            "problem": problem,
            "day": said.occurred_on,
        },
        status=status,
    )


def sent(request: PortalRequest) -> HttpResponse:
    """It is sent: the code to read aloud, the secret page to follow it, and what happens next."""
    draft = _draft(request)
    if draft is None or draft.outcome is None:
        return redirect("portal:send_report")
    code, token = str(draft.outcome["code"]), str(draft.outcome["token"])
    response = render(
        request,
        "portal/reports/sent.html",
        {"code": code, "token": token, "report": queries.followed(token).report if token else None},
    )
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_http_methods(["GET", "POST"])
@with_draft
def discard(request: DraftRequest) -> HttpResponse:
    """Throw away what was written, after being asked once."""
    if request.method != "POST":
        return render(request, "portal/reports/discard.html", {"about": request.about})
    actions.discard_draft(request.draft.token, by=_who(request), now=request.now)
    response = redirect("portal:reports")
    response.delete_cookie(KEY, samesite="Lax")
    return response


def _draft(request: PortalRequest) -> Draft | None:
    token = request.get_signed_cookie(KEY, "", salt=KEY, max_age=settings.SESSION_COOKIE_AGE)
    try:
        return queries.draft(token) if token else None
    except NotFound:
        return None


def _who(request: PortalRequest) -> Actor:
    return citizen_of(request) or VISITOR


def _keep(request: DraftRequest, said: dict[str, Any]) -> None:
    request.draft = actions.keep_draft(request.draft.token, said, by=_who(request), now=request.now)


def _steps(about: Any) -> list[str]:
    """The questions that this category asks."""
    return [step for step in STEPS if step != "where" or about.body.get("place", "optional") != "none"]


def _after(step: str, request: PortalRequest, about: Any) -> str:
    """The next question; back to the review where it was opened from there."""
    if "sua" in request.GET:
        return "portal:report_review"
    steps = _steps(about)
    return f"portal:report_{steps[steps.index(step) + 1]}" if step in steps else "portal:report_told"


def _ask(request: DraftRequest, step: str, context: dict[str, Any], *, status: int = HTTPStatus.OK) -> HttpResponse:
    steps = _steps(request.about)
    number = steps.index(step) + 1 if step in steps else 1
    changing = "sua" in request.GET and step != "review"
    before = "portal:report_review" if changing else _address_of(steps[max(number - 2, 0)])
    return render(
        request,
        f"portal/reports/{step}.html",
        {"number": number, "count": len(steps), "before": before, "about": request.about, "said": request.said}
        | context,
        status=status,
    )


def _address_of(step: str) -> str:
    return "portal:send_report" if step == "what" else f"portal:report_{step}"


def _known(request: DraftRequest) -> dict[str, Any]:
    """What was typed; before anything was, what is known of who signed in."""
    kept: dict[str, Any] = request.said.body()
    citizen = citizen_of(request)
    if citizen is not None and not request.said.seen:
        account = accounts.account(citizen.account_id)
        kept |= {"name": account.full_name, "phone": account.phone, "email": account.contact_email}
    return kept


def _judge_coordinates(form: WhereForm) -> None:
    """Coordinates come from the telephone: what cannot be is dropped, and said only where it matters."""
    latitude, longitude = (form.cleaned_data.get(name) for name in ("latitude", "longitude"))
    for name in ("latitude", "longitude"):
        form.errors.pop(name, None)
    if latitude is None or longitude is None:
        form.cleaned_data |= {"latitude": None, "longitude": None}
    elif not queries.inside_the_province(latitude, longitude):
        form.cleaned_data |= {"latitude": None, "longitude": None}
        form.add_error(
            "area", _("Vị trí điện thoại gửi nằm ngoài tỉnh nên không được dùng. Hãy chọn nơi trong danh sách.")
        )


def _take_in(request: DraftRequest) -> list[str]:
    wrong = [str(sentence) for sentence in uploads.problems(request).values()]
    for file in request.FILES.getlist("photos"):
        if too_often("report-photo", address_of(request), request.now, MOST_PHOTOS_SENT):
            return [*wrong, _too_often()]
        try:
            actions.add_draft_photo(
                request.draft.token, file.name or "", file.read(), by=_who(request), now=request.now
            )
        except Refused as refusal:
            wrong.append(_about_photo(refusal, file.name or ""))
    return wrong


def _take_voice(request: DraftRequest) -> list[str]:
    file = request.FILES.get("sound")
    if file is None:
        return []
    if too_often("report-photo", address_of(request), request.now, MOST_PHOTOS_SENT):
        return [_too_often()]
    try:
        actions.add_draft_voice(request.draft.token, file.name or "", file.read(), by=_who(request), now=request.now)
    except Refused as refusal:
        return [sentence_for(refusal)]
    return []


def _about_photo(refusal: Refused, name: str) -> str:
    if refusal.code == "too_many_files":
        return _("Mỗi phản ánh nhận tối đa %(most)s ảnh. Ảnh “%(name)s” chưa được thêm.") % {
            "most": refusal.details["most"],
            "name": name[-80:],
        }
    return file_sentences.about(refusal, name)


def _abuses(request: DraftRequest) -> bool:
    address = address_of(request)
    words = sha256(f"{address} {' '.join(request.said.content.split()).casefold()}".encode()).hexdigest()
    return too_often("report-words", words, request.now, MOST_SAME) or too_often(
        "report-send", address, request.now, MOST_SENT
    )


def _too_often() -> str:
    return _(
        "Đã gửi quá nhiều lần trong ít phút. Những gì bạn viết vẫn còn đây; hãy chờ 10 phút rồi gửi, "
        "hoặc gọi tổng đài nếu việc gấp."
    )


def _english() -> bool:
    return (get_language() or "vi").startswith("en")

"""The portal as an app: its manifest, the worker that keeps its shell, its first page, and reports without network."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from motcua.domain.feedback import actions, queries
from motcua.kernel.actors import System
from motcua.kernel.errors import Malformed, NotFound, Refused
from motcua.web.portal.citizens import PortalRequest
from motcua.web.portal.reports_forms import places
from motcua.web.shared.refusals import SENTENCES, sentence_for
from motcua.web.shared.site import site
from motcua.web.shared.throttle import address_of, too_often

PHONE = System("app")
HERE = Path(__file__).resolve().parents[1]
PAGES = tuple(f"{root}/ung-dung/{name}" for root in ("", "/en") for name in ("", "viet/", "ho-so/"))
FILES = (
    "motcua/portal.css",
    "motcua/motcua.js",
    "motcua/places.js",
    "motcua/govuk-frontend.min.js",
    "motcua/emblem.svg",
    "portal/pages.css",
    "portal/pages.js",
    "portal/app/app.js",
    "portal/app/queue.js",
    "portal/app/write.js",
    "portal/app/form.js",
    "portal/reports.js",
    "portal/voice.js",
    "portal/app/icon.svg",
)
GREEN, PAPER = "#0a5a54", "#ffffff"
MOST_PIECES_SENT, MOST_FILED = 900, 10
"""In ten minutes from one address."""
LONGEST_ANSWER = 1000
PASSING = {"address_is_full": HTTPStatus.TOO_MANY_REQUESTS, "house_is_full": HTTPStatus.SERVICE_UNAVAILABLE}
"""Refusals that are over after a while: the telephone keeps its letter, says why, and tries again."""
LATER = 600
"""Seconds after which that is worth while."""


@require_GET
def manifest(request: PortalRequest) -> HttpResponse:
    """What a telephone must know to install it; its name is the pack's."""
    name = str(site().portal.get("app_name") or site().portal["short_name"]["vi"])
    body = {
        "id": "/ung-dung/",
        "name": name,
        "short_name": name,
        "lang": "vi",
        "start_url": "/ung-dung/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": GREEN,
        "icons": [
            {"src": static("portal/app/icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": static("portal/app/icon-512.png"), "sizes": "512x512", "type": "image/png"},
            {
                "src": static("portal/app/icon-maskable-512.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
            {"src": static("portal/app/icon.svg"), "sizes": "any", "type": "image/svg+xml"},
        ],
        "shortcuts": [
            {"name": "Gửi phản ánh", "url": "/phan-anh/gui/"},
            {"name": "Tra cứu", "url": "/tra-cuu/"},
        ],
    }
    return JsonResponse(body, content_type="application/manifest+json")


@require_GET
def service_worker(request: PortalRequest) -> HttpResponse:
    """The worker with its settings before it; another build, or other categories, make another version of the shell."""
    settings = {
        "name": str(site().portal.get("app_name") or site().portal["short_name"]["vi"]),
        "woken": str(_("Có tin mới về hồ sơ hoặc phản ánh của bạn. Mở để xem.")),
        "icon": static("portal/app/icon-192.png"),
        "queue": static("portal/app/queue.js"),
        "homes": {"vi": "/ung-dung/", "en": "/en/ung-dung/"},
        "forms": "/ung-dung/ho-so/",
        "shell": [*PAGES, *(static(name) for name in FILES)],
    }
    source = (HERE / "service_worker.js").read_text(encoding="utf-8")
    digests = [each.digest for each in queries.categories(localdate(request.now))]
    settings["version"] = _digest([json.dumps(settings, sort_keys=True), source, *_templates(), *digests])
    body = f"const SETTINGS = {json.dumps(settings)}\n{source}"
    response = HttpResponse(body, content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    response["Service-Worker-Allowed"] = "/"
    return response


@require_GET
def tiles(request: PortalRequest) -> HttpResponse:
    """The first page of the app: everything it does, one touch each."""
    return render(request, "portal/app/tiles.html", {})


@require_GET
def write(request: PortalRequest) -> HttpResponse:
    """A report on one page that works without network; without scripts the way of question pages."""
    today = localdate(request.now)
    context = {
        "groups": queries.groups(today),
        "places": places(today, english=(get_language() or "vi").startswith("en")),
        "key": queries.envelope_key(),
        "most": queries.most_photos(),
        "longest": queries.longest_voice(),
        "sentences": {code: str(sentence) for code, sentence in SENTENCES.items() if code.startswith("report_")},
    }
    return render(request, "portal/app/write.html", context)


@csrf_exempt  # no cookie is asked for: whoever has the random name of the envelope sent it
@require_http_methods(["GET", "POST"])
def envelope(request: PortalRequest, client_key: str) -> HttpResponse:
    """GET says which pieces are here; POST opens the whole and files it once, then says under which code."""
    if request.method == "GET":
        return JsonResponse({"pieces": queries.pieces_arrived(client_key)})
    if too_often("report-send", address_of(request), request.now, MOST_FILED):
        return JsonResponse({"retry": True}, status=HTTPStatus.TOO_MANY_REQUESTS)
    try:
        said = json.loads(request.body[:LONGEST_ANSWER])
        pieces, ago = int(said["pieces"]), timedelta(seconds=max(0, min(int(said["ago"]), 10**8)))
    except (ValueError, OverflowError, KeyError, TypeError):
        return JsonResponse(
            {"sentence": sentence_for(Refused("envelope_broken"))}, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    try:
        outcome = actions.open_envelope(client_key, pieces, ago, by=PHONE, now=request.now)
    except Refused as no:
        if no.code == "pieces_missing":
            return JsonResponse({"missing": no.details["missing"]}, status=HTTPStatus.CONFLICT)
        return JsonResponse({"sentence": sentence_for(no)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except Malformed as no:
        return JsonResponse({"sentence": str(no)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except NotFound as no:
        if no.args and no.args[0] == "envelope":
            raise
        sentence = str(SENTENCES["report_about_nothing"])
        return JsonResponse({"sentence": sentence}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return JsonResponse({"code": outcome.code, "address": f"/phan-anh/{outcome.token}/" if outcome.token else ""})


@csrf_exempt  # as `envelope`
@require_POST
def piece(request: PortalRequest, client_key: str, number: int) -> HttpResponse:
    """A piece of an envelope; one that comes again changes nothing. Where there is no room, the telephone keeps it."""
    if too_often("report-piece", address_of(request), request.now, MOST_PIECES_SENT):
        return JsonResponse({"retry": True}, status=HTTPStatus.TOO_MANY_REQUESTS)
    address = address_of(request)
    try:
        actions.take_piece(client_key, number, request.body, address=address, by=PHONE, now=request.now)
    except Refused as no:
        if no.code in PASSING:
            return _later(no)
        return JsonResponse({"sentence": sentence_for(no)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@csrf_exempt  # as `envelope`
@require_POST
def open_again(request: PortalRequest, client_key: str) -> HttpResponse:
    """Give a letter that could not be filed back to whoever closed it and has its name, which nobody else does."""
    if too_often("report-send", address_of(request), request.now, MOST_FILED):
        return JsonResponse({"retry": True}, status=HTTPStatus.TOO_MANY_REQUESTS)
    try:
        pieces = int(json.loads(request.body[:LONGEST_ANSWER])["pieces"])
        inside = queries.envelope_again(client_key, pieces)
    except (ValueError, OverflowError, KeyError, TypeError):
        return JsonResponse(
            {"sentence": sentence_for(Refused("envelope_broken"))}, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    except Refused as no:
        if no.code == "pieces_missing":
            return JsonResponse({"missing": no.details["missing"]}, status=HTTPStatus.CONFLICT)
        return JsonResponse({"sentence": sentence_for(no)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    files = {"photos": inside.photos, "sounds": inside.sounds}
    answer = {
        name: [{"name": called, "content": b64encode(content).decode()} for called, content in listed]
        for name, listed in files.items()
    }
    response = JsonResponse({**inside.body, **answer})
    response["Cache-Control"] = "no-store"
    return response


def _later(no: Refused) -> HttpResponse:
    answer = JsonResponse({"retry": True, "sentence": sentence_for(no)}, status=PASSING[no.code])
    answer["Retry-After"] = str(LATER)
    return answer


def _templates() -> list[str]:
    folder = HERE / "templates" / "portal"
    return [path.read_text(encoding="utf-8") for path in sorted([*(folder / "app").iterdir(), folder / "base.html"])]


def _digest(parts: Iterable[str]) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:16]

"""Voters' petitions as feeds: Atom for readers of news, CSV for tables, both of the same public values.

They narrow as the board does, by `ky`, `noi` and `linh-vuc`, and say at once when nothing is new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256
from io import StringIO
from itertools import islice
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from motcua.domain.petitions import queries
from motcua.domain.petitions.queries import BoardFilter, PublicPetition
from motcua.kernel.errors import NotFound
from motcua.kernel.text import clean_text
from motcua.web.portal import petitions_telling
from motcua.web.portal.csv_lines import csv_lines
from motcua.web.portal.views.petitions_public import asked_for, english, names_of_fields, unit_of
from motcua.web.shared.site import site

MOST_NEWS, CHUNK = 100, 500
COLUMNS = (
    *("code", "term", "session", "area_code", "area", "field", "field_name", "asked", "unit", "state", "class"),
    *("no_roadmap", "points", "due_on", "overdue", "answered_at", "promised", "kept", "late", "next_day", "letters"),
    "page",
)


def _mark(request: HttpRequest, kind: str) -> str:
    """What changes when anything of the feed does; a day that passes makes promises late."""
    count, last = queries.newest_change(asked_for(request)[1])
    today = localdate(request.now)  # type: ignore[attr-defined]  # by `present`
    said = f"{request.get_full_path()} {get_language()} {count} {last} {today}"
    return f'"{sha256(said.encode()).hexdigest()[:32]}"'


@require_safe
@condition(etag_func=_mark)
def feed(request: HttpRequest, kind: str) -> Any:
    """Petitions of the board in one of two forms."""
    if kind not in WRITERS:
        raise NotFound("feed")
    response = WRITERS[kind](request, asked_for(request)[1])
    response["Cache-Control"] = "public, max-age=60"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def address_of(code: str) -> str:
    """The whole address of the public page of a petition."""
    return f"{settings.MOTCUA_PUBLIC_URL}/kien-nghi/cong-khai/{code}/"


def _atom(request: Any, wanted: BoardFilter) -> HttpResponse:
    name = site().portal["name"]["en" if english() and "en" in site().portal["name"] else "vi"]
    news = Atom1Feed(
        title=_("Kiến nghị của cử tri: %(name)s") % {"name": name},
        link=f"{settings.MOTCUA_PUBLIC_URL}{'/en' if english() else ''}/kien-nghi/",
        description="",
        language="en" if english() else "vi",
        feed_url=f"{settings.MOTCUA_PUBLIC_URL}{request.get_full_path()}",
        author_name=str(name),
    )
    names = names_of_fields()
    rows = list(queries.board(wanted)[:MOST_NEWS])
    for each in queries.as_everybody_sees(rows, localdate(request.now)):
        said = petitions_telling.classed_as_a_whole(each).words
        news.add_item(
            title=": ".join(filter(None, [names.get(each.field, ""), each.place])) or each.code,
            link=address_of(each.code),
            description=clean_text("\n\n".join([each.text, f"{said}. {unit_of(each)}."])),
            unique_id=address_of(each.code),
            pubdate=each.published_at,
            updateddate=each.updated_at,
            categories=(each.field or "-", each.area or "-"),
        )
    written = StringIO()
    news.write(written, "utf-8")
    return HttpResponse(written.getvalue(), content_type="application/atom+xml; charset=utf-8")


def _csv(request: Any, wanted: BoardFilter) -> StreamingHttpResponse:
    lines = csv_lines(COLUMNS, _values(wanted, request))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="kien-nghi.csv"'
    return response


def _values(wanted: BoardFilter, request: Any) -> Iterator[dict[str, Any]]:
    names, today = names_of_fields(), localdate(request.now)
    reading = queries.board(wanted).iterator(chunk_size=CHUNK)
    while chunk := list(islice(reading, CHUNK)):
        for each in queries.as_everybody_sees(chunk, today):
            yield _value(each, names)


def _value(each: PublicPetition, names: dict[str, str]) -> dict[str, Any]:
    waiting = [milestone.due_on for milestone in each.milestones if not milestone.kept]
    letters = {point.letter.symbol for point in each.points if point.letter is not None and point.letter.symbol}
    return {
        "code": each.code,
        "term": each.term,
        "session": each.session,
        "area_code": each.area,
        "area": each.place,
        "field": each.field,
        "field_name": names.get(each.field, ""),
        "asked": each.text,
        "unit": each.unit,
        "state": each.state,
        "class": each.result,
        "no_roadmap": each.red,
        "points": len(each.points),
        "due_on": each.due_on.isoformat() if each.due_on else None,
        "overdue": each.overdue,
        "answered_at": _iso(each.answered_at),
        "promised": len(each.milestones),
        "kept": each.kept,
        "late": each.late,
        "next_day": min(waiting).isoformat() if waiting else None,
        "letters": "; ".join(sorted(letters)),
        "page": address_of(each.code),
    }


def _iso(at: datetime | None) -> str | None:
    return localtime(at).replace(microsecond=0).isoformat() if at is not None else None


WRITERS: dict[str, Callable[[Any, BoardFilter], Any]] = {"atom": _atom, "csv": _csv}

"""What was reported and what was done, as feeds: Atom for readers of news, CSV for tables, GeoJSON for maps.

All three are written of the same public values. They narrow by area (`dia-ban`), category or group (`linh-vuc`) and
month of receipt (`thang`), and say at once when nothing is new.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from io import StringIO
from itertools import islice
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from motcua.domain.feedback import queries
from motcua.domain.feedback.queries import PublicFilter, PublicReport
from motcua.kernel.errors import NotFound
from motcua.kernel.text import clean_text
from motcua.web.portal.csv_lines import csv_lines
from motcua.web.shared.report_pages import address_of
from motcua.web.shared.site import site

MOST_NEWS = 100
"""Entries of the Atom feed; the tables have everything."""
CHUNK = 500
COLUMNS = (
    *("code", "category", "category_name", "group", "area_code", "area", "unit", "reported", "done", "remedy"),
    *("state", "received_at", "due_at", "answered_at", "hours", "in_time", "latitude", "longitude", "rounded", "page"),
)
_MONTH = re.compile(r"(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])")


def asked_for(request: HttpRequest) -> PublicFilter:
    """Which reports the address asks for.

    Raises:
        NotFound: the month is none.
    """
    about, month = request.GET.get("linh-vuc", "").strip(), request.GET.get("thang", "").strip()
    since, until = _month(month) if month else (None, None)
    groups = {group.code for group in queries.groups(localtime(request.now).date())} if about else set()  # type: ignore[attr-defined]  # by `present`
    return PublicFilter(
        area=request.GET.get("dia-ban", "").strip(),
        group=about if about in groups else "",
        categories=() if not about or about in groups else (about,),
        since=since,
        until=until,
    )


def _month(text: str) -> tuple[datetime, datetime]:
    found = _MONTH.fullmatch(text)
    if found is None:
        raise NotFound("month")
    first = datetime(int(found["year"]), int(found["month"]), 1, tzinfo=get_current_timezone())
    return first, (first + timedelta(days=32)).replace(day=1)


def _mark(request: HttpRequest, kind: str) -> str:
    """What changes when anything of the feed does."""
    count, last = queries.newest_change(asked_for(request))
    return f'"{sha256(f"{request.get_full_path()} {get_language()} {count} {last}".encode()).hexdigest()[:32]}"'


@require_safe
@condition(etag_func=_mark)
def feed(request: HttpRequest, kind: str) -> Any:
    """Published reports in one of three forms."""
    if kind not in WRITERS:
        raise NotFound("feed")
    response = WRITERS[kind](request, asked_for(request))
    response["Cache-Control"] = "public, max-age=60"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _atom(request: HttpRequest, wanted: PublicFilter) -> HttpResponse:
    english = (get_language() or "vi").startswith("en")
    name = site().portal["name"]["en" if english and "en" in site().portal["name"] else "vi"]
    home = f"{settings.MOTCUA_PUBLIC_URL}{'/en' if english else ''}/phan-anh/"
    news = Atom1Feed(
        title=_("Phản ánh, kiến nghị công khai: %(name)s") % {"name": name},
        link=home,
        description="",
        language="en" if english else "vi",
        feed_url=f"{settings.MOTCUA_PUBLIC_URL}{request.get_full_path()}",
        author_name=str(name),
    )
    found = queries.public_reports(wanted).order_by("-published_at", "-matter")[:MOST_NEWS]
    for report in queries.as_everybody_sees(found):
        news.add_item(
            title=f"{(english and report.category_name_en) or report.category_name}: {report.area_name}".strip(": "),
            link=address_of(report.code),
            description=clean_text("\n\n".join(filter(None, [report.text, _done(report)]))),
            unique_id=address_of(report.code),
            pubdate=report.published_at,
            updateddate=report.updated_at,
            categories=(report.category, report.area or "-"),
        )
    written = StringIO()
    news.write(written, "utf-8")
    return HttpResponse(written.getvalue(), content_type="application/atom+xml; charset=utf-8")


def _done(report: PublicReport) -> str:
    """What was done and how long it took, in a sentence."""
    if report.took is None:
        return report.note or _("Đang giải quyết: %(unit)s.") % {"unit": report.unit}
    hours = round(report.took.total_seconds() / 3600)
    return _("Trả lời sau %(hours)s giờ (%(unit)s): %(answer)s") % {
        "hours": hours,
        "unit": report.unit,
        "answer": report.answer,
    }


def _csv(request: HttpRequest, wanted: PublicFilter) -> StreamingHttpResponse:
    lines = csv_lines(COLUMNS, map(_values, _everything(wanted)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="phan-anh-cong-khai.csv"'
    return response


def _geojson(request: HttpRequest, wanted: PublicFilter) -> StreamingHttpResponse:
    return StreamingHttpResponse(_geojson_parts(wanted), content_type="application/geo+json; charset=utf-8")


def _geojson_parts(wanted: PublicFilter) -> Iterator[str]:
    yield '{"type": "FeatureCollection", "features": ['
    for number, report in enumerate(_everything(wanted)):
        values = _values(report)
        longitude, latitude = values.pop("longitude"), values.pop("latitude")
        point = {"type": "Point", "coordinates": [longitude, latitude]} if latitude is not None else None
        feature = {"type": "Feature", "id": report.code, "geometry": point, "properties": values}
        yield f"{',' if number else ''}\n{json.dumps(feature, ensure_ascii=False)}"
    yield "\n]}\n"


def _everything(wanted: PublicFilter) -> Iterator[PublicReport]:
    """Every report wanted, read some hundreds at a time."""
    reading = queries.public_reports(wanted).iterator(chunk_size=CHUNK)
    while chunk := list(islice(reading, CHUNK)):
        yield from queries.as_everybody_sees(chunk)


def _values(report: PublicReport) -> dict[str, Any]:
    return {
        "code": report.code,
        "category": report.category,
        "category_name": report.category_name,
        "group": report.group_name,
        "area_code": report.area,
        "area": report.area_name,
        "unit": report.unit,
        "reported": report.text,
        "done": report.answer or report.note,
        "remedy": report.remedy,
        "state": "closed" if report.closed else "open",
        "received_at": _iso(report.received_at),
        "due_at": _iso(report.due_at),
        "answered_at": _iso(report.answered_at),
        "hours": round(report.took.total_seconds() / 3600, 1) if report.took is not None else None,
        "in_time": report.in_time,
        "latitude": report.latitude,
        "longitude": report.longitude,
        "rounded": report.coarse,
        "page": address_of(report.code),
    }


def _iso(at: datetime | None) -> str | None:
    return localtime(at).replace(microsecond=0).isoformat() if at is not None else None


WRITERS: dict[str, Callable[[HttpRequest, PublicFilter], Any]] = {"atom": _atom, "csv": _csv, "geojson": _geojson}

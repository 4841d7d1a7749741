"""What other systems ask, read strictly: an empty parameter counts as not sent; what cannot be read is said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _

from motcua.domain.channels import queries as channels
from motcua.domain.feedback.queries import PublicFilter
from motcua.kernel.codes import parse_report_code
from motcua.kernel.errors import Malformed, NotFound
from motcua.web.api.open311.problems import Wrong

SPAN = timedelta(days=90)
MOST = 1000
MOST_CODES = 1000
_ATTRIBUTE = re.compile(r"attribute\[(?P<code>[^\]]{1,80})\](?:\[\])?")
_SPACE_FOR_PLUS = re.compile(r"(?<=\d) (?=\d\d:?\d\d$)")


@dataclass(frozen=True)
class Asked:
    """Which requests are asked for, and which part of them."""

    wanted: PublicFilter
    start: int
    end: int
    extended: bool


def jurisdiction() -> str:
    """The name of the one jurisdiction here, as others write it: the host of the site."""
    return urlsplit(settings.MOTCUA_PUBLIC_URL).hostname or ""


def ensure_jurisdiction(given: Mapping[str, str]) -> None:
    """It may be left out, where there is only one; another one's is not found."""
    named = given.get("jurisdiction_id", "").strip()
    if named and named != jurisdiction():
        raise Wrong((HTTPStatus.NOT_FOUND, _("jurisdiction_id không có ở đây.")))


def key_id(request: HttpRequest) -> int:
    """The key that came along.

    Raises:
        Wrong: 403 without one, or with one that is not ours or was revoked.
    """
    secret = request.POST.get("api_key", "") or request.GET.get("api_key", "")
    try:
        return int(channels.key_of(secret.strip()).pk)
    except NotFound:
        raise Wrong((HTTPStatus.FORBIDDEN, _("api_key thiếu, không đúng hoặc đã bị thu hồi."))) from None


def asked_for(given: QueryDict, now: datetime) -> Asked:
    """The arguments of GET requests: codes alone, or a span of at most 90 days with services and states."""
    errors: list[tuple[HTTPStatus, str]] = []
    start, end = _page(given, errors)
    codes = _listed(given, "service_request_id")
    extended = given.get("extensions", "").lower() in {"true", "1"}
    if codes:
        if errors:
            raise Wrong(*errors)
        return Asked(PublicFilter(codes=_known(codes), only_services=True), start, end, extended)
    since, until = span(given, now, errors)
    services = {each.code for each in channels.services(localdate(now))}
    named = _listed(given, "service_code")
    if unknown := [code for code in named if code not in services]:
        errors.insert(0, (HTTPStatus.NOT_FOUND, _("service_code không có: %(code)s") % {"code": ", ".join(unknown)}))
    wanted = PublicFilter(
        categories=named,
        since=since,
        until=until,
        changed_since=_moment(given, "updated_after", errors),
        changed_until=_moment(given, "updated_before", errors),
        open=_open(given, errors),
        only_services=True,
    )
    if errors:
        raise Wrong(*errors)
    return Asked(wanted, start, end, extended)


def span(given: QueryDict, now: datetime, errors: list[tuple[HTTPStatus, str]]) -> tuple[datetime, datetime]:
    """From when until when (the last moment not included); without either the last 90 days."""
    since, until = _moment(given, "start_date", errors), _moment(given, "end_date", errors)
    if since is None and until is None:
        return now - SPAN, now + timedelta(seconds=1)
    if until is None:
        assert since is not None
        until = since + SPAN
    if since is None:
        since = until - SPAN
    if until < since:
        errors.append((HTTPStatus.BAD_REQUEST, _("end_date phải sau start_date.")))
    elif until - since > SPAN:
        errors.append((HTTPStatus.BAD_REQUEST, _("start_date và end_date cách nhau nhiều nhất 90 ngày.")))
    return since, until + timedelta(seconds=1)


def attributes(given: QueryDict) -> dict[str, list[str]]:
    """`attribute[CODE]` and `attribute[CODE][]`, by code."""
    found: dict[str, list[str]] = {}
    for name, values in given.lists():
        if (match := _ATTRIBUTE.fullmatch(name)) is not None:
            found.setdefault(match["code"], []).extend(value for value in values if value.strip())
    return found


def coordinates(given: Mapping[str, str]) -> tuple[float | None, float | None]:
    """`lat` and `long`, both or neither.

    Raises:
        Wrong: one without the other, or not on the globe.
    """
    raw = given.get("lat", "").strip(), given.get("long", "").strip()
    if raw == ("", ""):
        return None, None
    try:
        latitude, longitude = (float(each) for each in raw)
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise ValueError
    except ValueError:
        raise Wrong((HTTPStatus.BAD_REQUEST, _("lat và long phải là tọa độ WGS 84, gửi cả hai."))) from None
    return latitude, longitude


def _known(codes: list[str]) -> tuple[str, ...]:
    """Codes in their one form; what is no code of ours names nothing."""
    found = []
    for code in codes[:MOST_CODES]:
        try:
            found.append(parse_report_code(code))
        except Malformed:
            continue
    return tuple(found) or ("",)


def _listed(given: QueryDict, name: str) -> list[str]:
    return [part.strip() for value in given.getlist(name) for part in value.split(",") if part.strip()]


def _page(given: QueryDict, errors: list[tuple[HTTPStatus, str]]) -> tuple[int, int]:
    try:
        size = int(given.get("page_size") or MOST)
        number = int(given.get("page") or 1)
        if size < 1 or number < 1 or number > MOST_CODES * MOST:
            raise ValueError
    except ValueError:
        errors.append((HTTPStatus.BAD_REQUEST, _("page và page_size phải là số nguyên dương.")))
        return 0, MOST
    size = min(size, MOST)
    return (number - 1) * size, number * size


def _open(given: QueryDict, errors: list[tuple[HTTPStatus, str]]) -> bool | None:
    states = {state.lower() for state in _listed(given, "status")}
    if states - {"open", "closed"}:
        errors.append((HTTPStatus.BAD_REQUEST, _("status chỉ là open hoặc closed.")))
    return None if len(states) != 1 else states == {"open"}


def _moment(given: QueryDict, name: str, errors: list[tuple[HTTPStatus, str]]) -> datetime | None:
    """A moment in W3C form; without a zone it is the office's, and a day alone is its first minute."""
    raw = _SPACE_FOR_PLUS.sub("+", given.get(name, "").strip())  # a plus that nobody escaped arrives as a space
    if not raw:
        return None
    try:
        found = datetime.fromisoformat(raw)
        found = found if found.tzinfo is not None else datetime.combine(found, found.time(), get_current_timezone())
        if not 1990 <= found.year <= 2200:
            raise ValueError
    except ValueError:
        errors.append((HTTPStatus.BAD_REQUEST, _("%(name)s phải có dạng 2024-10-15T09:12:33+07:00.") % {"name": name}))
        return None
    return found

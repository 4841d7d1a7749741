"""Asking and sending by GeoReport v2, in both of its forms."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as Xml

from django.test import Client

from motcua.domain.packs import actions as packs
from motcua.web.api.open311.writing import CHILDREN
from motcua.web.shared import site
from tests.build.people import NURSE
from tests.build.reports import MONDAY

V2 = "/open311/v2"
NOW = MONDAY + timedelta(days=1)
PRIVATE = ("Điểu Thị An", "0912345678", "an@example.vn", "gãy một nhịp, học sinh", "Vẫn gãy", "Võ Văn Đường")
BRIDGE = {
    "service_code": "GT-MATDUONG",
    "description": "Cầu dân sinh thôn Đak Xuyên gãy một nhịp.",
    "lat": "12.0312",
    "long": "107.1245",
    "address_string": "thôn Đak Xuyên, xã Đak Nhau",
    "email": "an@example.vn",
    "attribute[MUC_DO]": "KHONG_QUA",
    "attribute[PHUONG_TIEN][]": ["XE_MAY", "O_TO"],
}


def live_at(moment: datetime) -> None:
    """Let this installation's now be that moment."""
    packs.begin_demonstration(offset=datetime.now(UTC) - moment, by=NURSE, now=moment)
    site.forget()


def plain(element: Xml.Element) -> Any:
    """An element as JSON by the Spark convention would have it; every value as text."""
    if element.tag in CHILDREN:
        return [plain(child) for child in element]
    if len(element):
        return {child.tag: plain(child) for child in element}
    return element.text


def as_text(value: Any) -> Any:
    """A value of JSON as XML would say it."""
    if isinstance(value, dict):
        return {key: as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_text(each) for each in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def both(client: Client, address: str, status_code: int = 200, /, **query: Any) -> Any:
    """What an address says, after making sure that its two forms say the same; and that neither names a person."""
    asked = f"?{urlencode(query, doseq=True)}" if query else ""
    in_json, in_xml = client.get(f"{address}.json{asked}"), client.get(f"{address}.xml{asked}")
    assert (in_json.status_code, in_xml.status_code) == (status_code, status_code), in_json.content
    assert in_json["Content-Type"] == "application/json; charset=utf-8"
    assert in_xml["Content-Type"] == "text/xml; charset=utf-8"
    said = json.loads(in_json.content)
    assert plain(Xml.fromstring(in_xml.content)) == as_text(said)
    assert not any(word in in_json.content.decode() for word in PRIVATE)
    return said


def post(client: Client, address: str, form: str = "json", **fields: Any) -> tuple[int, Any]:
    """Sent as a form: the status, and what is answered."""
    answer = client.post(f"{V2}/{address}.{form}", urlencode(fields, doseq=True), "application/x-www-form-urlencoded")
    return answer.status_code, json.loads(answer.content) if form == "json" else plain(Xml.fromstring(answer.content))


def codes(client: Client, **query: Any) -> list[str]:
    """The codes of the reports that are found."""
    return [row["service_request_id"] for row in both(client, f"{V2}/requests", **query)]

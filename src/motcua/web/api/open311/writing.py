"""One answer in two forms: XML, and JSON by the Spark convention, in which the container at the root is a list.

A document is written once, as plain values; both forms are made of it, so that neither can say more than the other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from xml.etree import ElementTree as Xml

from django.http import HttpResponse
from django.utils.timezone import localtime

XML, JSON = "xml", "json"
CONTENT_TYPES = {XML: "text/xml; charset=utf-8", JSON: "application/json; charset=utf-8"}
CHILDREN = {
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "notes": "note",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}
"""What the members of each list are called in XML."""
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document may hold, however it is escaped."""


@dataclass(frozen=True)
class Document:
    """A root with its name: a list of members, or one thing."""

    root: str
    content: Sequence[Mapping[str, Any]] | Mapping[str, Any]


def answer(document: Document, form: str, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    """The document in the form that was asked for."""
    body = as_json(document) if form == JSON else as_xml(document)
    return HttpResponse(body, status=status, content_type=CONTENT_TYPES[form])


def as_json(document: Document) -> bytes:
    """The document as JSON: `null` for what is empty, numbers and truths as such."""
    return json.dumps(_plain(document.content), ensure_ascii=False).encode()


def as_xml(document: Document) -> bytes:
    """The document as XML: an empty element for what is empty."""
    root = _element(document.root, document.content)
    written: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def moment(at: datetime | None) -> str | None:
    """A moment in W3C form, with the zone of the office and whole seconds."""
    return localtime(at).replace(microsecond=0).isoformat() if at is not None else None


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, str):
        return _NOT_XML.sub("", value) or None
    return value


def _element(name: str, value: Any) -> Xml.Element:
    made = Xml.Element(name)
    if isinstance(value, Mapping):
        made.extend(_element(key, each) for key, each in value.items())
    elif isinstance(value, list | tuple):
        made.extend(_element(CHILDREN[name], each) for each in value)
    elif isinstance(value, bool):
        made.text = "true" if value else "false"
    elif value is not None:
        made.text = _NOT_XML.sub("", str(value)) or None
    return made

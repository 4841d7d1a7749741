"""The things of GeoReport v2 as plain values, to be written in either form; nothing personal is among them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.domain.channels.queries import Service
from motcua.domain.feedback.queries import PublicReport, Step
from motcua.web.api.open311.writing import Document, moment
from motcua.web.shared.report_pages import address_of

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
Row = dict[str, Any]


def english() -> bool:
    """Whether names are told in English (`locale=en`)."""
    return (get_language() or "vi").startswith("en")


def discovery(loaded_at: datetime, hotline: str, *, demo: bool) -> Document:
    """Where the services are, and whom to ask."""
    address = f"{settings.MOTCUA_PUBLIC_URL}/open311/v2"
    endpoint = {
        "specification": SPECIFICATION,
        "url": address,
        "changeset": moment(loaded_at),
        "type": "test" if demo else "production",
        "formats": ["text/xml", "application/json"],
    }
    return Document(
        "discovery",
        {
            "changeset": moment(loaded_at),
            "contact": _("Tổng đài %(hotline)s, %(address)s")
            % {"hotline": hotline, "address": settings.MOTCUA_PUBLIC_URL},
            "key_service": _("Đề nghị cấp api_key bằng văn bản hoặc qua tổng đài %(hotline)s.") % {"hotline": hotline},
            "endpoints": [endpoint],
        },
    )


def service(found: Service) -> Row:
    """A service of the list."""
    category = found.category
    return {
        "service_code": found.code,
        "service_name": (english() and category.name_en) or category.name,
        "description": None,
        "metadata": bool(found.asks),
        "type": found.type,
        "keywords": ",".join(found.keywords),
        "group": (english() and category.group_name_en) or category.group_name,
    }


def definition(found: Service) -> Document:
    """What a service asks."""
    attributes = [
        {
            "variable": True,
            "code": question.code,
            "datatype": question.datatype,
            "required": question.required,
            "datatype_description": None,
            "order": order,
            "description": question.text_en if english() else question.text,
            "values": [{"key": key, "name": name_en if english() else name} for key, name, name_en in question.values],
        }
        for order, question in enumerate(found.asks, start=1)
    ]
    return Document("service_definition", {"service_code": found.code, "attributes": attributes})


def request(report: PublicReport, steps: Sequence[Step] | None = None) -> Row:
    """A published report; with `steps`, what is beyond the standard too."""
    pictures = [picture for picture in report.pictures if not picture.of_the_answer]
    row: Row = {
        "service_request_id": report.code,
        "status": "closed" if report.closed else "open",
        "status_notes": report.answer or report.note or None,
        "service_name": (english() and report.category_name_en) or report.category_name,
        "service_code": report.open311,
        "description": report.text,
        "agency_responsible": (english() and report.unit_en) or report.unit,
        "service_notice": None,
        "requested_datetime": moment(report.received_at),
        "updated_datetime": moment(report.updated_at),
        "expected_datetime": moment(report.due_at),
        "address": report.area_name or None,
        "address_id": report.area or None,
        "zipcode": None,
        "lat": report.latitude,
        "long": report.longitude,
        "media_url": picture_address(pictures[0].number) if pictures else None,
    }
    if steps is not None:
        row["extended_attributes"] = {
            "group": (english() and report.group_name_en) or report.group_name,
            "urgent": report.urgent,
            "coordinates_rounded": report.coarse,
            "answered_datetime": moment(report.answered_at),
            "answered_in_time": report.in_time,
            "hours_until_answered": round(report.took.total_seconds() / 3600, 1) if report.took is not None else None,
            "page": address_of(report.code),
        }
        row["notes"] = [
            {"datetime": moment(step.at), "type": step.verb, "description": step.text or None} for step in steps
        ]
    return row


def update(step: Step) -> Row:
    """A step of a published report."""
    pictures = [picture for picture in step.report.pictures if picture.of_the_answer] if step.text else []
    return {
        "update_id": str(step.number),
        "service_request_id": step.report.code,
        "status": "closed" if step.closed else "open",
        "updated_datetime": moment(step.at),
        "description": step.text or None,
        "media_url": picture_address(pictures[0].number) if pictures else None,
    }


def picture_address(number: int) -> str:
    """Where a public copy of a picture lies."""
    return f"{settings.MOTCUA_PUBLIC_URL}/open311/v2/media/{number}.jpg"

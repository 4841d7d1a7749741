"""A procedure on trial: a household and its members, with a repeated group, published beside those of the pack."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from motcua.domain.agencies.models import Calendar
from motcua.domain.dossiers import actions
from motcua.domain.dossiers.models import Draft
from motcua.domain.procedures import actions as procedures
from motcua.domain.procedures import queries
from motcua.domain.procedures.models import Procedure
from motcua.kernel.actors import Citizen
from tests.build.dossiers import BIRTH, MONDAY
from tests.build.people import DAK_NHAU, NURSE

HOUSEHOLD = "9.100001"
SINCE = date(2024, 1, 1)


def words(vi: str, en: str) -> dict[str, str]:
    """A text in both languages."""
    return {"vi": vi, "en": en}


FORM: dict[str, Any] = {
    "form": "to-khai-ho-gia-dinh",
    "version": 1,
    "legal_doc": "Thông tư thử",
    "subject": ["head_name"],
    "schema": {
        "type": "object",
        "properties": {
            "place": {"type": "object", "format": "area"},
            "head_name": {"type": "string", "format": "person-name"},
            "many": {"type": "string", "enum": ["no", "yes"]},
            "members": {
                "type": "array",
                "minItems": 1,
                "maxItems": 3,
                "items": {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string", "format": "person-name"},
                        "birth_date": {"type": "string", "format": "date", "x-not-after": "today"},
                        "works": {"type": "string", "enum": ["no", "yes"]},
                        "income": {"type": "number", "minimum": 0},
                        "home": {"type": "object", "format": "area"},
                    },
                },
            },
            "result_method": {"type": "string", "enum": ["online", "one_stop"]},
        },
    },
    "pages": [
        {
            "id": "chu-ho",
            "title": words("Chủ hộ", "Head of household"),
            "fields": [
                {"name": "place", "component": "area_of_event", "label": words("Nơi ở", "Home")},
                {"name": "head_name", "component": "text", "label": words("Họ tên chủ hộ", "Name of the head")},
                {
                    "name": "many",
                    "component": "radios",
                    "label": words("Trong hộ còn ai khác không?", "Is there anybody else?"),
                    "options": {"no": words("Không", "No"), "yes": words("Có", "Yes")},
                },
            ],
        },
        {
            "id": "thanh-vien",
            "title": words("Thành viên trong hộ", "Members"),
            "when": {"many": ["yes"]},
            "fields": [
                {
                    "name": "members",
                    "component": "group",
                    "label": words("Những người cùng hộ", "The people of the household"),
                    "item": words("Thành viên", "Member"),
                    "fields": [
                        {"name": "name", "component": "text", "label": words("Họ tên", "Name")},
                        {"name": "birth_date", "component": "date", "label": words("Ngày sinh", "Date of birth")},
                        {
                            "name": "works",
                            "component": "radios",
                            "label": words("Có đi làm không?", "At work?"),
                            "options": {"no": words("Không", "No"), "yes": words("Có", "Yes")},
                        },
                        {
                            "name": "income",
                            "component": "number",
                            "label": words("Thu nhập (triệu đồng)", "Income (million đồng)"),
                            "when": {"works": ["yes"]},
                        },
                        {
                            "name": "home",
                            "component": "area",
                            "label": words("Nơi ở hiện tại", "Lives at"),
                            "required": False,
                        },
                    ],
                }
            ],
        },
        {
            "id": "ket-qua",
            "title": words("Nhận kết quả", "Result"),
            "fields": [
                {
                    "name": "result_method",
                    "component": "radios",
                    "label": words("Nhận thế nào?", "How?"),
                    "options": {"online": words("Trên trang này", "Here"), "one_stop": words("Tại một cửa", "There")},
                }
            ],
        },
    ],
}


def publish(form: dict[str, Any] | None = None, **changes: Any) -> Procedure:
    """Put the procedure in force; `changes` are keys of its body."""
    body = deepcopy(Procedure.objects.get(code=BIRTH).body) | {
        "code": HOUSEHOLD,
        "name": words("Xác nhận hộ gia đình", "A household confirmed"),
        "valid_from": SINCE,
        "parts": [],
        "fees": [],
        "officer_fields": [],
        "results": [],
        **changes,
    }
    calendar = Calendar.objects.get(code="hanh-chinh")
    procedures.publish(body, form or FORM, calendar_id=calendar.pk, by=NURSE, now=MONDAY)
    return queries.in_force(HOUSEHOLD, changes.get("valid_from", date(2024, 10, 14)))


def typed_household(**changes: str) -> dict[str, list[str]]:
    """What is typed on the pages that have no entries."""
    typed = {
        "place-code": DAK_NHAU,
        "head_name": "Điểu Văn Khang",
        "many": "yes",
        "result_method": "online",
        **changes,
    }
    return {name: [value] for name, value in typed.items()}


def typed_member(name: str = "Điểu Thị Hoa", **changes: str) -> dict[str, list[str]]:
    """What is typed on the page of one member."""
    typed = {
        "name": name,
        "birth_date-day": "5",
        "birth_date-month": "9",
        "birth_date-year": "2010",
        "works": "no",
        **changes,
    }
    return {name: [value] for name, value in typed.items()}


def a_household(citizen: Citizen, *members: dict[str, list[str]]) -> Draft:
    """A draft of the trial procedure with these members; the procedure is published."""
    draft = actions.start(HOUSEHOLD, by=citizen, now=MONDAY)
    actions.save_page(draft.token, "chu-ho", typed_household(), by=citizen, now=MONDAY)
    for number, typed in enumerate(members):
        actions.save_entry(draft.token, "thanh-vien", f"k{number}", typed, by=citizen, now=MONDAY)
    actions.save_page(draft.token, "thanh-vien", {}, by=citizen, now=MONDAY)
    actions.save_page(draft.token, "ket-qua", typed_household(), by=citizen, now=MONDAY)
    draft.refresh_from_db()
    return draft

"""A small form with every component, conditions in a chain and rules across fields."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from motcua.domain.procedures.rules import Form


def words(vi: str, en: str = "") -> dict[str, str]:
    return {"vi": vi, "en": en or f"{vi} (en)"}


MAPPING: dict[str, Any] = {
    "form": "to-khai-thu",
    "version": 3,
    "legal_doc": "Thông tư thử",
    "subject": ["child_name"],
    "schema": {
        "type": "object",
        "properties": {
            "place": {"type": "object", "format": "area"},
            "asks_for": {
                "type": "string",
                "enum": ["self", "child"],
            },
            "own_name": {"type": "string", "format": "person-name"},
            "identity": {"type": "string", "format": "identity-number"},
            "phone": {"type": "string", "format": "phone-vn"},
            "email": {"type": "string", "format": "email"},
            "child_name": {"type": "string", "format": "person-name", "maxLength": 100},
            "child_born": {
                "type": "string",
                "format": "date",
                "x-not-after": "today",
                "x-not-before": "1900-01-01",
            },
            "twin": {"type": "boolean"},
            "twin_name": {"type": "string", "format": "person-name"},
            "twin_note": {"type": "string", "maxLength": 50},
            "mother_name": {"type": "string", "format": "person-name"},
            "mother_born": {"type": "string", "format": "partial-date", "x-not-after": "today"},
            "father_name": {"type": "string", "format": "person-name"},
            "origin": {"type": "object", "format": "area"},
            "copies": {"type": "integer", "minimum": 1, "maximum": 20},
            "married_on": {"type": "string", "format": "date"},
            "married": {"type": "boolean"},
            "paper_number": {"type": "string", "pattern": "^GCS[0-9]+$"},
            "remark": {"type": "string", "maxLength": 500},
            "pledge": {"type": "boolean", "const": True},
        },
    },
    "pages": [
        {
            "id": "noi-nop",
            "title": words("Nơi nộp", "Where"),
            "fields": [
                {"name": "place", "component": "area_of_event", "label": words("Nơi đăng ký", "The place")},
                {
                    "name": "asks_for",
                    "component": "radios",
                    "label": words("Bạn làm cho ai?", "For whom?"),
                    "options": {
                        "self": words("Cho tôi", "For me"),
                        "child": words("Cho con tôi", "For my child"),
                    },
                },
            ],
        },
        {
            "id": "nguoi-yeu-cau",
            "title": words("Người yêu cầu", "You"),
            "fields": [
                {
                    "name": "own_name",
                    "component": "text",
                    "label": words("Họ tên của bạn", "Your name"),
                    "prefill": "account.full_name",
                },
                {
                    "name": "identity",
                    "component": "identity_number",
                    "label": words("Số định danh cá nhân", "Identity number"),
                    "prefill": "account.identity_number",
                },
                {
                    "name": "phone",
                    "component": "phone",
                    "label": words("Số điện thoại", "Phone"),
                    "prefill": "account.phone",
                },
                {
                    "name": "email",
                    "component": "email",
                    "label": words("Thư điện tử", "E-mail"),
                    "required": False,
                    "prefill": "account.email",
                },
            ],
        },
        {
            "id": "be",
            "title": words("Bé", "The child"),
            "when": {"asks_for": ["child"]},
            "fields": [
                {
                    "name": "child_name",
                    "component": "text",
                    "label": words("Họ tên của bé", "The child's name"),
                },
                {
                    "name": "child_born",
                    "component": "date",
                    "label": words("Ngày sinh của bé", "The child's day of birth"),
                },
                {
                    "name": "twin",
                    "component": "checkbox",
                    "label": words("Bé là con sinh đôi", "The child is a twin"),
                },
                {
                    "name": "twin_name",
                    "component": "text",
                    "label": words("Họ tên bé kia", "The other child's name"),
                    "when": {"twin": [True]},
                },
                {
                    "name": "twin_note",
                    "component": "text",
                    "label": words("Ghi chú về bé kia", "About the other child"),
                    "required": False,
                    "when": {"twin_name": ["Điểu Thị Na"]},
                },
            ],
        },
        {
            "id": "cha-me",
            "title": words("Cha mẹ", "Parents"),
            "when": {"asks_for": ["child"]},
            "fields": [
                {
                    "name": "mother_name",
                    "component": "text",
                    "label": words("Họ tên mẹ", "The mother's name"),
                    "required": False,
                },
                {
                    "name": "mother_born",
                    "component": "partial_date",
                    "label": words("Ngày sinh của mẹ", "The mother's birth"),
                    "required": False,
                },
                {
                    "name": "father_name",
                    "component": "text",
                    "label": words("Họ tên cha", "The father's name"),
                    "required": False,
                },
            ],
        },
        {
            "id": "khac",
            "title": words("Việc khác", "Other"),
            "fields": [
                {
                    "name": "origin",
                    "component": "area",
                    "label": words("Quê quán", "Origin"),
                    "required": False,
                    "prefill": "account.residence",
                },
                {
                    "name": "copies",
                    "component": "integer",
                    "label": words("Số bản sao", "Copies"),
                    "required": False,
                },
                {
                    "name": "married",
                    "component": "select",
                    "label": words("Đã kết hôn chưa?", "Married?"),
                    "required": False,
                    "options": {"true": words("Rồi", "Yes"), "false": words("Chưa", "No")},
                },
                {
                    "name": "married_on",
                    "component": "date",
                    "label": words("Ngày kết hôn", "Married on"),
                    "required": False,
                    "when": {"married": [True]},
                },
                {
                    "name": "paper_number",
                    "component": "text",
                    "label": words("Số giấy chứng sinh", "Notice number"),
                    "hint": words("Bắt đầu bằng GCS, ví dụ GCS12.", "Begins with GCS, such as GCS12."),
                    "required": False,
                },
                {
                    "name": "remark",
                    "component": "longtext",
                    "label": words("Ghi chú", "Remark"),
                    "required": False,
                },
            ],
        },
        {
            "id": "cam-doan",
            "title": words("Cam đoan", "Pledge"),
            "fields": [
                {
                    "name": "pledge",
                    "component": "checkbox",
                    "label": words("Tôi cam đoan khai đúng", "I declare this is true"),
                },
            ],
        },
    ],
    "check": [
        {
            "rule": "at_least_one",
            "fields": ["mother_name", "father_name"],
            "message": words("Hãy khai mẹ hoặc cha của bé.", "Give the mother or the father."),
        },
        {
            "rule": "not_same",
            "fields": ["mother_name", "father_name"],
            "message": words("Mẹ và cha không thể là một người.", "Mother and father differ."),
        },
        {
            "rule": "date_order",
            "fields": ["mother_born", "child_born"],
            "message": words("Mẹ phải sinh trước bé.", "The mother is older."),
        },
    ],
}

FORM = Form.of(MAPPING)

FULL: dict[str, object] = {
    "place": {"code": "25405", "detail": "thôn Đak Xuyên"},
    "asks_for": "child",
    "own_name": "Điểu Thị Mai",
    "identity": "070195000123",
    "phone": "0912345678",
    "child_name": "Điểu Minh An",
    "child_born": "2026-11-02",
    "twin": False,
    "mother_name": "Điểu Thị Mai",
    "mother_born": "1995",
    "pledge": True,
}
"""Answers in which nothing is wrong on 23 November 2026."""


def mapping(**changes: Any) -> dict[str, Any]:
    """A copy of the form file to break."""
    return {**deepcopy(MAPPING), **changes}

"""The counter: a small procedure with a short form, and what a citizen without an account brings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from motcua.domain.accounts.actions import Person
from motcua.domain.dossiers import actions
from motcua.domain.dossiers.actions import Brought, HandedIn
from motcua.domain.dossiers.models import Dossier, Sheet
from motcua.domain.procedures.models import Procedure
from motcua.kernel.actors import Official
from motcua.kernel.text import fold
from tests.build import people
from tests.build.dossiers import MONDAY
from tests.build.routes import HAND_OVER, a_procedure, step, wait

COPY = "9.000815"
ORIGINAL, PROOF = "ban-chinh", "giay-ket-hon"
RESULT = "KQ.G15.000032"

STEPS: dict[str, Any] = {
    "receive": step(
        "one_stop",
        "reception",
        {
            "accept": {"to": "work", "move": "accept"},
            "ask_more": {"to": "incomplete", "move": "ask_supplement"},
            "reject": {"to": "end", "move": "reject"},
        },
    ),
    "incomplete": wait(
        "applicant",
        {"supplied": {"to": "receive", "move": "resume"}, "never": {"to": "end", "move": "stop"}},
    ),
    "work": step("competent", "specialist", {"done": {"to": "hand_over", "move": "finish"}}),
    "hand_over": HAND_OVER,
}

FORM: dict[str, Any] = {
    "form": "yeu-cau-chung-thuc",
    "version": 1,
    "legal_doc": "Nghị định số 23/2015/NĐ-CP",
    "valid_from": "2023-01-01",
    "schema": {
        "type": "object",
        "properties": {
            "place": {"type": "object", "format": "area"},
            "requester_name": {"type": "string", "format": "person-name", "minLength": 2, "maxLength": 100},
            "paper_name": {"type": "string", "minLength": 1, "maxLength": 200},
            "copies": {"type": "integer", "minimum": 1, "maximum": 99},
        },
    },
    "pages": [
        {
            "id": "noi",
            "title": {"vi": "Nơi chứng thực", "en": "Place"},
            "fields": [
                {
                    "name": "place",
                    "component": "area_of_event",
                    "label": {"vi": "Nơi yêu cầu chứng thực", "en": "Where"},
                }
            ],
        },
        {
            "id": "giay-to",
            "title": {"vi": "Giấy tờ cần chứng thực", "en": "What to certify"},
            "fields": [
                {
                    "name": "requester_name",
                    "component": "text",
                    "label": {"vi": "Người yêu cầu", "en": "Requester"},
                    "prefill": "account.full_name",
                },
                {"name": "paper_name", "component": "text", "label": {"vi": "Tên giấy tờ", "en": "Paper"}},
                {"name": "copies", "component": "integer", "label": {"vi": "Số bản sao", "en": "Copies"}},
            ],
        },
    ],
    "subject": ["paper_name"],
}

PARTS = [
    {
        "code": ORIGINAL,
        "name": {"vi": "Bản chính giấy tờ", "en": "The original"},
        "originals": 1,
        "copies": 0,
        "required": True,
        "formats": ["pdf", "jpg", "png"],
        "max_mb": 10,
    },
    {
        "code": PROOF,
        "name": {"vi": "Giấy chứng nhận kết hôn", "en": "Marriage certificate"},
        "originals": 0,
        "copies": 1,
        "required": False,
        "formats": ["pdf", "jpg", "png"],
        "max_mb": 10,
        "covered_by": [RESULT],
    },
]


def a_copy_procedure(code: str = COPY, *, name: str = "Chứng thực bản sao từ bản chính", **body: Any) -> Procedure:
    """Certified copies: three questions, one part that must be there, settled the same day."""
    return a_procedure(
        code,
        STEPS,
        name=name,
        name_en="Certified copies",
        title_folded="chung thuc ban sao tu ban chinh",
        words_folded=f"sao y cong chung {fold(code)}",
        form=FORM,
        digest=sha256(repr((code, sorted(body.items()))).encode()).hexdigest(),  # a process keeps bodies by it
        body={"parts": PARTS, "fees": [], "supplement": {"window_days": 30, "style": "resume"}, **body},
    )


TY = Person(
    full_name="Trần Văn Tý",
    identity_number="070085001122",
    birth_date="1985-02-20",
    phone="0977123456",
    residence="thôn 3, xã Đak Nhau",
)
TEO = Person(full_name="Trần Văn Tèo", identity_number="070087003344", phone="0977123457")
ANSWERS = {"paper_name": "Bằng tốt nghiệp trung học phổ thông", "copies": "2"}


def facts_of(person: Person) -> dict[str, str]:
    """What the sheet knows of a person, under the names that forms prefill from."""
    return {
        "account.full_name": person.full_name,
        "account.identity_number": person.identity_number,
        "account.birth_date": person.birth_date,
        "account.phone": person.phone,
        "account.residence": person.residence,
    }


def a_sheet(
    by: Official,
    *,
    procedure: str = COPY,
    now: datetime = MONDAY,
    person: Person = TY,
    answers: Mapping[str, str] = ANSWERS,
    follows: int | None = None,
) -> Sheet:
    """A sheet filled in rightly, as far as its form goes."""
    sheet = actions.open_sheet(procedure, by=by, now=now, follows=follows)
    typed = {**facts_of(person), **answers}
    return actions.keep_sheet(sheet.draft.token, typed, list(answers), by=by, now=now)


def brought(**more: Any) -> tuple[Brought, ...]:
    """The original on the counter."""
    return (Brought(**{"part": ORIGINAL, "originals": 1, **more}),)


def received(
    by: Official | None = None, *, now: datetime = MONDAY, sheet: Sheet | None = None, **given: Any
) -> Dossier:
    """A dossier received at the counter of Đak Nhau."""
    by = by or people.binh().official
    sheet = sheet or a_sheet(by, now=now, person=given.get("owner", TY))
    handed = HandedIn(**{"owner": TY, "brought": brought(), **given})
    return actions.receive(sheet.draft.token, handed, by=by, now=now)

"""Nothing that a person told the office lies in the open: not in a table, not in a file, not in the journal."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from motcua.domain.accounts import actions as accounts
from motcua.domain.dossiers import actions
from motcua.domain.dossiers.states import Event
from motcua.domain.papers import actions as papers
from motcua.domain.papers import queries as papers_asked
from tests.build import journal
from tests.build.cast import ENTRIES, NOTICE, REASON, Cast
from tests.build.dossiers import CHILD_NUMBER, INTERLINKED, MONDAY, a_dossier
from tests.build.people import NURSE
from tests.build.routes import WITH_PAYMENT, a_procedure

pytestmark = pytest.mark.django_db

WORDS = (
    *("070194001234", "070092004321", CHILD_NUMBER, "0912345678", "912345678", "an@example.vn", "1994-03-08"),
    *("Điểu Thị An", "Điểu Minh Khôi", "Điểu Văn Khang", "ĐIỂU MINH KHÔI", "dieu minh khoi", "Đak Xuyên"),
    *("GCS-2024-0123", "15/2019", "chup-lai", "giay-chung-sinh.pdf", "Trạm Y tế xã"),
    *("Nguyễn Văn Bình", "Phạm Thị Chi", "Lê Thị Hộ", "Hoàng Văn Thư", "Đỗ Văn Công", "Ngô Thị Bảo"),
    *(REASON, "chụp mờ", "Tôi đã chụp lại", "rõ cả bốn góc", ENTRIES["health_card_number"]),
    *(ENTRIES["residence_confirmation_number"], ENTRIES["residence_refusal"], "nghỉ phép", "nợ lệ phí", "%PDF"),
)


def everything_happens() -> None:
    """Every way through the office, with every message told and every paper typeset."""
    cast = Cast.of()
    walks: list[tuple[str, tuple[str, ...]]] = [
        (
            "1.001193",
            ("ask_more", "supplied", "accept", "ask_more", "supplied", "propose", "approve", "issued", "returned"),
        ),
        ("1.001193", ("reject",)),
        ("1.001193", ("accept", "stop")),
        (
            INTERLINKED,
            ("accept", "propose", "approve", "issued", "propose", "approve", "propose", "approve", "returned"),
        ),
        (INTERLINKED, ("accept", "propose", "approve", "issued", "refused", "returned")),
    ]
    for procedure, outcomes in walks:
        told(cast.go(a_dossier(cast.an, procedure=procedure), *outcomes, now=MONDAY).pk)
    actions.withdraw(a_dossier(cast.an).pk, by=cast.an, now=MONDAY)
    a_procedure("9.000001", WITH_PAYMENT)
    billed = cast.press(a_dossier(cast.an, procedure="9.000001"), "accept", MONDAY)
    actions.ask_payment(billed.pk, "Chị Điểu Thị An còn nợ lệ phí.", NOTICE, by=cast.whose(billed), now=MONDAY)
    registrar, leader = cast.officials[1], cast.officials[2]
    accounts.delegate(
        registrar.account.pk,
        leader.account.pk,
        registrar.official.agency_id,
        starts_at=MONDAY,
        ends_at=MONDAY + timedelta(days=2),
        ground="Chị Lê Thị Hộ nghỉ phép",
        by=NURSE,
        now=MONDAY,
    )
    for paper_id in papers_asked.waiting():
        papers.typeset(paper_id, by=NURSE, now=MONDAY)


def told(dossier_id: int) -> None:
    """Every message there is about the dossier."""
    for event in Event:
        actions.tell(dossier_id, event, by=NURSE, now=MONDAY)


def in_the_open() -> list[tuple[str, str, str]]:
    """Every word of the cast found in any readable column of any table: table, column, word."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND data_type IN ('text', 'character varying', 'jsonb', 'json', 'bytea', 'ARRAY', 'date')"
        )
        for table, column in cursor.fetchall():
            value = f"encode(\"{column}\", 'escape')" if _is_bytes(cursor, table, column) else f'"{column}"::text'
            cursor.execute(f'SELECT {value} FROM "{table}" WHERE "{column}" IS NOT NULL')
            text = "\n".join(str(row[0]) for row in cursor.fetchall()).lower()
            found += [(table, column, word) for word in WORDS if word.lower() in text]
    return found


def _is_bytes(cursor: Any, table: str, column: str) -> bool:
    cursor.execute(
        "SELECT data_type FROM information_schema.columns WHERE table_name = %s AND column_name = %s", [table, column]
    )
    return bool(cursor.fetchone()[0] == "bytea")


# What the pack itself says may be equal by chance to what somebody typed: it was there before anybody came.
PUBLISHED = {"procedures_procedure", "papers_template", "agencies_area", "agencies_agency", "agencies_contact"}


def test_after_every_story_no_word_of_the_cast_lies_in_the_open() -> None:
    everything_happens()
    assert [found for found in in_the_open() if found[0] not in PUBLISHED] == []
    files = [path for path in Path(settings.MOTCUA_HOME).rglob("*") if path.is_file()]
    assert len(files) > 20
    for path in files:
        content = path.read_bytes()
        assert not [word for word in WORDS if word.encode() in content], path


def test_the_search_finds_what_does_lie_in_the_open() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE agencies_counter SET title = 'Bà ĐIỂU THỊ AN' WHERE id = (SELECT min(id) FROM agencies_counter)"
        )
    assert ("agencies_counter", "title", "Điểu Thị An") in in_the_open()


def test_the_journal_holds_no_name_no_number_and_no_word_of_anybody() -> None:
    everything_happens()
    written = journal.everything().lower()
    assert written.count("dossiers.") > 40
    assert [word for word in WORDS if word.lower() in written] == []
    assert not [letter for letter in written if ord(letter) > 127]  # a word of Vietnamese is no code

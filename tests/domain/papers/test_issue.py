"""Issuing a paper: its number, what is kept of it, and two clerks who want a number at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.domain.agencies.models import Agency, Calendar
from motcua.domain.papers import actions, queries
from motcua.domain.papers.actions import NewPaper
from motcua.domain.papers.models import Paper, Register, Template
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.domain.papers.births import IDENTITY
from tests.domain.papers.contents import CONTENTS, source_of

NOW = datetime(2024, 10, 7, 1, 30, tzinfo=UTC)
AN = System("tests")


def an_agency(code: str = "H10.99.98", symbol: str = "UBND") -> Agency:
    calendar, _ = Calendar.objects.get_or_create(code="thu-so", defaults={"body": {}})
    return Agency.objects.create(
        code=code,
        name="UBND xã Thử",
        symbol=symbol,
        kind="thu",
        calendar=calendar,
        valid_from=date(2024, 1, 1),
    )


def a_template(code: str = "thu-giay", **fields: Any) -> Template:
    kept = {
        "title": "Giấy thử",
        "register": "thu",
        "symbol": "{number}/BPTNTKQ",
        "valid_from": date(2024, 1, 1),
    }
    return Template.objects.create(code=code, **{**kept, "source": source_of("form-03"), **fields})


def issued(agency: Agency, code: str = "thu-giay", now: datetime = NOW, **fields: Any) -> Paper:
    new = NewPaper(code, agency.pk, fields.pop("content", CONTENTS["form-03"]), fields.pop("matter_id", None), **fields)
    with transaction.atomic():
        return actions.issue(new, by=AN, now=now)


def test_a_paper_is_numbered_and_keeps_what_it_says(db: None) -> None:
    agency = an_agency()
    template = a_template(title_en="A trial")
    paper = Paper.objects.get(pk=issued(agency, matter_id=41, result=True).pk)
    assert (paper.number, paper.year, paper.symbol, paper.register) == (1, 2024, "01/BPTNTKQ", "thu")
    assert (paper.template, paper.title, paper.title_en) == (template, "Giấy thử", "A trial")
    assert (paper.agency, paper.matter_id, paper.result, paper.issued_at) == (agency, 41, True, NOW)
    assert paper.content == {
        **CONTENTS["form-03"],
        "symbol": "01/BPTNTKQ",
        "issued_at": "2024-10-07T08:30:00+07:00",
    }
    assert (paper.typeset_at, paper.stored_name) == (None, "")


def test_numbers_follow_each_other_in_each_register_of_each_agency(db: None) -> None:
    here, there = an_agency(), an_agency("H10.99.99")
    a_template()
    a_template("thu-khac", register="khac", symbol="{number}/{year}")
    assert [issued(here).symbol for _ in range(3)] == ["01/BPTNTKQ", "02/BPTNTKQ", "03/BPTNTKQ"]
    assert issued(there).number == 1
    assert issued(here, "thu-khac").symbol == "01/2024"
    assert issued(here).number == 4


def test_the_year_of_the_register_is_the_year_in_viet_nam(db: None) -> None:
    agency = an_agency()
    a_template()
    eve = datetime(2024, 12, 31, 16, 59, tzinfo=UTC)
    assert (issued(agency, now=eve).number, issued(agency, now=eve).number) == (1, 2)
    new_year = issued(agency, now=eve + timedelta(minutes=1))
    assert (new_year.number, new_year.year) == (1, 2025)


def test_the_agency_signs_with_its_own_symbol(db: None) -> None:
    a_template(symbol="{number}/TB-{agency}")
    assert issued(an_agency(symbol="STP")).symbol == "01/TB-STP"


def test_the_template_in_force_on_the_day_is_taken(db: None) -> None:
    agency = an_agency()
    old = a_template(valid_to=date(2024, 10, 7))
    new = a_template(valid_from=date(2024, 10, 8))
    assert issued(agency).template == old
    assert issued(agency, now=NOW + timedelta(days=1)).template == new


def test_a_paper_nobody_designed_is_not_found_and_takes_no_number(db: None) -> None:
    agency = an_agency()
    a_template(valid_from=date(2024, 10, 8))
    with pytest.raises(NotFound):
        issued(agency)
    assert not Register.objects.filter(agency=agency).exists()


def test_typesetting_is_asked_for_with_the_paper(db: None) -> None:
    a_template()
    paper = issued(an_agency())
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'paper_id' FROM procrastinate_jobs WHERE task_name = 'papers.typeset'")
        assert cursor.fetchall() == [(str(paper.pk),)]


def test_a_paper_costs_three_statements_and_the_look_for_its_template(db: None) -> None:
    agency = an_agency()
    a_template()
    new = NewPaper("thu-giay", agency.pk, CONTENTS["form-03"], None)
    with (
        transaction.atomic(),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        actions.issue(new, by=AN, now=NOW)
    assert len(asked) <= 4


def test_what_a_paper_says_is_sealed_in_the_database(db: None) -> None:
    a_template()
    paper = issued(an_agency(), content=CONTENTS["giay-khai-sinh"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT content, papers_paper::text FROM papers_paper WHERE id = %s", [paper.pk])
        content, row = cursor.fetchone()
    assert content.startswith("gAAAA")
    assert IDENTITY not in row
    assert "KHÁNH HUYỀN" not in row
    assert Paper.objects.get(pk=paper.pk).content["child"] == CONTENTS["giay-khai-sinh"]["child"]


def test_papers_of_a_matter_come_in_the_order_they_were_issued(db: None) -> None:
    agency = an_agency()
    a_template()
    later = issued(agency, matter_id=41, now=NOW + timedelta(hours=1))
    first, second = issued(agency, matter_id=41), issued(agency, matter_id=41)
    issued(agency, matter_id=42)
    assert queries.of_matter(41) == [first, second, later]
    assert queries.of_matter(43) == []


def test_a_paper_outside_a_transaction_is_refused(committed_db: str) -> None:
    agency = an_agency()
    a_template()
    with pytest.raises(transaction.TransactionManagementError):
        actions.issue(NewPaper("thu-giay", agency.pk, {}, None), by=AN, now=NOW)
    assert not Register.objects.filter(agency=agency).exists()


def test_a_rollback_gives_the_number_back_and_withdraws_the_job(committed_db: str) -> None:
    agency = an_agency()
    a_template()
    issued(agency)
    with transaction.atomic():
        withdrawn = issued(agency)
        transaction.set_rollback(True)
    assert withdrawn.number == 2
    assert issued(agency).number == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'papers.typeset'")
        assert cursor.fetchone() == (2,)


def test_clerks_who_issue_at_once_never_get_the_same_number(committed_db: str) -> None:
    agency = an_agency()
    a_template()
    clerks, each = 8, 15
    ready = Barrier(clerks)

    def issue_many(_: int) -> list[int]:
        try:
            ready.wait()
            return [issued(agency).number for _ in range(each)]
        finally:
            connection.close()

    with ThreadPoolExecutor(clerks) as desks:
        taken = [number for numbers in desks.map(issue_many, range(clerks)) for number in numbers]
    assert sorted(taken) == list(range(1, clerks * each + 1))


def test_who_waits_gets_the_number_that_a_rollback_gave_back(committed_db: str) -> None:
    agency = an_agency()
    a_template()
    ready = Barrier(2)

    def wait_for_it() -> int:
        try:
            ready.wait()
            return issued(agency).number
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as desk:
        with transaction.atomic():
            assert issued(agency).number == 1
            waiting = desk.submit(wait_for_it)
            ready.wait()
            transaction.set_rollback(True)
        assert waiting.result() == 1

"""The register of dossiers (mẫu 06) as a page, as PDF month by month, as CSV and XLSX."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO, StringIO

import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from motcua.domain.dossiers import actions
from motcua.domain.papers.models import Paper
from motcua.domain.returns.actions import NewHandOver, Receiver
from motcua.domain.returns.states import Relation
from motcua.web.desk.register import COLUMNS, months
from tests.build import counter, people
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier, typed_birth
from tests.web.desk.visits import at, text_of

PERIOD = "?since=2024-10-01&until=2024-10-31"


def handed(cast: Cast) -> str:
    """A birth from reception to the signature; its code."""
    dossier = a_dossier(cast.an, typed=typed_birth(result_method="one_stop"))
    cast.go(dossier, "accept", "propose", "approve", "issued", now=MONDAY)
    new = NewHandOver(Receiver("Điểu Văn Khang", Relation.FAMILY, "4321"))
    actions.hand_over_at_counter(dossier.pk, new, by=cast.officials[0].official, now=MONDAY)
    dossier.matter.refresh_from_db()
    return str(dossier.matter)


def file_of(client: object, kind: str) -> bytes:
    response = client.get(f"{reverse('desk:register_file', kwargs={'kind': kind})}{PERIOD}")  # type: ignore[attr-defined]
    assert response.status_code == 200
    assert response.streaming  # no table is built in memory
    return b"".join(response)


def test_the_page_shows_every_column_of_the_form() -> None:
    cast = Cast.of()
    code = handed(cast)
    page = text_of(at(cast.officials[0]).get(f"{reverse('desk:register')}{PERIOD}"))
    for said in (code, "Điểu Thị An", "0912345678", "Nguyễn Văn Bình", "Điểu Văn Khang", "Xã Đak Nhau", "Đúng hạn"):
        assert said in page
    assert code not in text_of(at(people.dung()).get(f"{reverse('desk:register')}{PERIOD}"))


def test_the_sets_counted_at_the_counter_stand_in_the_register() -> None:
    counter.a_copy_procedure()
    binh = people.binh()
    counter.received(binh.official, sets=3)
    lines = list(csv.reader(StringIO(file_of(at(binh), "csv").decode("utf-8-sig"))))
    assert [line[3] for line in lines] == ["Số lượng (bộ)", "3"]


def test_the_receipt_names_the_volume_and_the_line_of_the_register() -> None:
    cast = Cast.of()
    counter.a_copy_procedure()
    days = [MONDAY, MONDAY + timedelta(minutes=1), MONDAY + timedelta(minutes=2), MONDAY + timedelta(days=21)]
    *october, november = [
        counter.received(
            cast.officials[0].official, now=now, owner=replace(counter.TY, identity_number=f"07008500113{number}")
        )
        for number, now in enumerate(days)
    ]
    said = {each.pk: Paper.objects.get(matter_id=each.pk).content["book"] for each in [*october, november]}
    assert list(said.values()) == [
        *({"volume": "10/2024", "entry": str(number)} for number in (1, 2, 3)),
        {"volume": "11/2024", "entry": "1"},
    ]
    lines = list(csv.reader(StringIO(file_of(at(cast.officials[0]), "csv").decode("utf-8-sig"))))
    assert [(line[0], line[1]) for line in lines[1:]] == [
        (str(number), each.matter.code) for number, each in enumerate(october, start=1)
    ]


def test_csv_and_xlsx_hold_the_same_lines() -> None:
    cast = Cast.of()
    code, client = handed(cast), at(cast.officials[0])
    lines = list(csv.reader(StringIO(file_of(client, "csv").decode("utf-8-sig"))))
    sheet = load_workbook(BytesIO(file_of(client, "xlsx"))).active
    assert sheet is not None
    rows = [[str(cell) if cell is not None else "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert lines == rows
    assert tuple(lines[0]) == COLUMNS
    assert lines[1][1] == code
    assert lines[1][9].startswith("14/10/2024")
    assert client.get(f"{reverse('desk:register_file', kwargs={'kind': 'doc'})}{PERIOD}").status_code == 404


def test_nothing_that_a_spreadsheet_would_run_stands_in_a_cell() -> None:
    cast = Cast(people.an("070194001599", "=HYPERLINK(1)"), Cast.of().officials)
    handed(cast)
    lines = list(csv.reader(StringIO(file_of(at(cast.officials[0]), "csv").decode("utf-8-sig"))))
    assert lines[1][4] == "'=HYPERLINK(1)"


def test_it_is_printed_on_a4_across_one_month_at_a_time() -> None:
    cast = Cast.of()
    code, client = handed(cast), at(cast.officials[0])
    pdf = client.get(f"{reverse('desk:register_pdf')}?since=2024-10-01&until=2024-12-31")
    reader = pypdf.PdfReader(BytesIO(pdf.content))
    text = " ".join(reader.pages[0].extract_text().split())
    assert "SỔ THEO DÕI HỒ SƠ" in text
    assert "Từ ngày 01/10/2024 đến ngày 31/10/2024" in text
    assert code in text.replace(" ", "")
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height
    empty = client.get(f"{reverse('desk:register_pdf')}?since=2023-10-01&until=2023-10-31")
    assert empty.status_code == 404


@pytest.mark.parametrize(
    "period",
    [
        "?since=2024-10-31&until=2024-10-01",
        "?since=2020-01-01&until=2024-10-01",
        "?since=9999-12-31&until=9999-12-31",
        "?since=x&until=y",
    ],
)
def test_a_period_runs_forward_and_is_a_year_at_most(period: str) -> None:
    client = at(Cast.of().officials[0])
    page = text_of(client.get(f"{reverse('desk:register')}{period}"))
    assert "Có chỗ cần xem lại" in page
    if "x" not in period:
        assert client.get(f"{reverse('desk:register_file', kwargs={'kind': 'csv'})}{period}").status_code == 404


def test_months_cover_the_period_and_no_more() -> None:
    assert list(months(date(2024, 1, 15), date(2024, 3, 2))) == [
        (date(2024, 1, 15), date(2024, 1, 31)),
        (date(2024, 2, 1), date(2024, 2, 29)),
        (date(2024, 3, 1), date(2024, 3, 2)),
    ]


def test_the_page_costs_the_same_however_many_dossiers_it_lists() -> None:
    cast = Cast.of()
    client, costs = at(cast.officials[0]), []
    for number in range(3):
        handed(Cast(people.an(f"0701940015{number:02d}", f"Người {number}") if number else cast.an, cast.officials))
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{reverse('desk:register')}{PERIOD}")
        costs.append(len(asked))
    assert len(set(costs[1:])) == 1, costs

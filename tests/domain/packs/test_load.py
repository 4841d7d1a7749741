"""Loading the province: once, again, amended, broken."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.domain.agencies import queries as agencies
from motcua.domain.agencies.models import Agency, Calendar, Contact
from motcua.domain.matters.models import Matter
from motcua.domain.packs import actions, queries
from motcua.domain.packs.models import Installation
from motcua.domain.procedures.models import Procedure
from motcua.domain.routes.models import RouteVersion
from motcua.kernel.errors import Malformed
from tests.build import journal
from tests.build.cast import Cast
from tests.build.dossiers import INTERLINKED, MONDAY, a_dossier
from tests.build.people import NURSE
from tests.build.refusals import refused
from tests.domain.packs.copies import PACK, a_copy

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the pack that may be changed; what is loaded and not in it stays."""
    return a_copy(tmp_path)


def changed(copy: Path, file: str, old: str, new: str) -> Path:
    """The copy with one text of one file replaced."""
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


def load(directory: Path) -> list[str]:
    """Load it; what changed."""
    return actions.load(directory, by=NURSE, now=MONDAY)


def test_the_province_is_there() -> None:
    found = queries.installation()
    assert found is not None
    assert (found.pack, found.demo) == ("binh-phuoc", False)
    assert {"1.001193", "2.000986"} <= set(Procedure.objects.values_list("code", flat=True))
    assert Agency.objects.filter(kind="mot-cua-xa").count() == 111
    assert RouteVersion.objects.count() >= 2


def test_loading_it_again_changes_nothing_and_says_nothing() -> None:
    entries = journal.count()
    assert load(PACK) == []
    assert journal.count() == entries


def test_a_changed_line_is_said_and_done(copy: Path) -> None:
    before = Agency.objects.get(code="H10.30.13")
    said = load(changed(copy, "agencies.csv", "Ủy ban nhân dân xã Đak Nhau", "Ủy ban nhân dân xã Đăk Nhau"))
    assert len(said) == 1
    assert said[0].startswith("agency H10.30.13: ")
    assert "name" in said[0]
    assert Agency.objects.get(pk=before.pk).name == "Ủy ban nhân dân xã Đăk Nhau"
    assert load(copy) == []


def test_a_new_day_off_moves_the_open_due_dates(copy: Path) -> None:
    cast = Cast.of()
    dossier = cast.press(a_dossier(cast.an, procedure=INTERLINKED), "accept", MONDAY)
    line = '  - {date: 2024-10-16, kind: day_off, source: "Quyết định của Thủ tướng"}\n  # 2025\n'
    said = load(changed(copy, "calendars/hanh-chinh.yaml", "  # 2025\n", line))
    assert said == ["calendar hanh-chinh: revision 2", "calendar hanh-chinh: 1 due dates recomputed"]
    assert Matter.objects.get(pk=dossier.pk).due_at == MONDAY + timedelta(days=29)
    assert Calendar.objects.get(code="hanh-chinh").revision == 2


def test_the_larger_tables_are_read_and_written_together(copy: Path) -> None:
    with CaptureQueriesContext(connection) as again:
        assert load(copy) == []
    table = copy / "agencies.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",Công an ", ",CA "), encoding="utf-8")
    with CaptureQueriesContext(connection) as changing:
        assert len(load(copy)) == 123
    assert len(changing) <= len(again) + 4  # one update for each storey of agencies that has one


def test_a_code_that_is_used_again_belongs_to_each_row_in_its_own_time(copy: Path) -> None:
    ended = "696,Huyện Bù Đăng,Bù Đăng District,huyen,70,2023-01-01,"
    begun = "696,Huyện Bù Đăng mới,New Bù Đăng District,huyen,70,2025-07-01,"
    changed(copy, "areas.csv", f"{ended},", f"{begun},sau\n{ended}2025-06-30,")
    moved = "25399,Xã Đak Nhau,Đak Nhau Commune,xa,696,2023-01-01,"
    changed(copy, "areas.csv", f"{moved},", f"{moved.replace('2023-01-01', '2025-07-01')},sau\n{moved}2025-06-30,")
    load(copy)
    before, after = (agencies.area("25399", day) for day in (date(2025, 6, 30), date(2025, 7, 1)))
    assert before.parent is not None
    assert after.parent is not None
    assert (before.parent.name, after.parent.name) == ("Huyện Bù Đăng", "Huyện Bù Đăng mới")
    assert load(copy) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("calendars/hanh-chinh.yaml", "07:00-11:30", "11:30-07:00"),
        ("routes/ho-tich-trong-ngay.yaml", "to: sign,", "to: nowhere,"),
        ("procedures/1.001193/procedure.yaml", "limit: same_day", "limit: one_blink"),
        ("agencies.csv", "mot-cua-xa,H10.30.13,25399", "mot-cua-xa,H10.30.13,99999"),
        ("pack.yaml", "name:", "name: [[["),
    ],
)
def test_a_broken_pack_changes_nothing_at_all(copy: Path, file: str, old: str, new: str) -> None:
    changed(copy, "agencies.csv", "Ủy ban nhân dân xã Đak Nhau", "Tên mới")
    changed(copy, file, old, new)
    entries = journal.count()
    with pytest.raises(Malformed) as problem, transaction.atomic():
        load(copy)
    assert Path(file).name in str(problem.value)
    assert not Agency.objects.filter(name="Tên mới").exists()
    assert journal.count() == entries


def test_there_is_no_pack_in_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(Malformed):
        load(tmp_path)


def test_made_up_contact_data_is_marked_as_such() -> None:
    assert Contact.objects.filter(made_up=True).exists()


def test_a_fresh_database_becomes_a_demonstration_and_stays_one() -> None:
    found = actions.begin_demonstration(offset=timedelta(days=30), by=NURSE, now=MONDAY)
    assert (found.demo, queries.clock_offset()) == (True, timedelta(days=30))
    a_dossier()
    actions.begin_demonstration(offset=timedelta(days=60), by=NURSE, now=MONDAY)
    assert Installation.objects.get().clock_offset == timedelta(days=60)


def test_where_real_work_was_done_there_is_never_a_demonstration() -> None:
    a_dossier()
    with refused("not_a_fresh_database"):
        actions.begin_demonstration(offset=timedelta(0), by=NURSE, now=MONDAY)
    assert not Installation.objects.get().demo

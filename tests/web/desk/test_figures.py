"""The unit's numbers today."""

from __future__ import annotations

from datetime import timedelta

from tests.build import people
from tests.build.dossiers import MONDAY, Commune, a_dossier, walk
from tests.web.desk.visits import at, text_of

ADDRESS = "/can-bo/so-lieu/"


def test_what_is_open_and_late_is_counted_for_the_agency_of_the_seat() -> None:
    commune = Commune.of()
    a_dossier(people.an(), now=MONDAY - timedelta(days=3))
    a_dossier(people.a_stranger())
    page = text_of(at(commune.reception).get(ADDRESS))
    assert "2 việc đang làm" in page
    assert "1 việc trễ hạn" in page
    assert "Tiếp nhận, kiểm tra hồ sơ 2 1" in page
    assert "0 việc đang làm" in text_of(at(people.dung()).get(ADDRESS))


def test_what_the_one_stop_unit_did_today_is_counted() -> None:
    commune = Commune.of()
    walk(a_dossier(people.an()), commune, "finished")
    a_dossier(people.a_stranger())
    page = text_of(at(commune.reception).get(ADDRESS))
    assert "2 Nộp đến trong ngày" in page
    assert "1 Đã tiếp nhận" in page
    assert "1 Có kết quả" in page


def test_each_step_of_the_table_has_a_bar_drawn_by_the_server() -> None:
    commune = Commune.of()
    a_dossier(now=MONDAY - timedelta(days=3))
    page = at(commune.reception).get(ADDRESS).content.decode()
    assert '<rect class="desk-bars__late" x="0" y="0" height="12" width="440"/>' in page


def test_an_agency_with_nothing_to_do_has_no_chart() -> None:
    page = at(Commune.of().clerk).get(ADDRESS)
    assert "<rect" not in page.content.decode()
    assert "Hiện không có việc nào đang làm." in text_of(page)

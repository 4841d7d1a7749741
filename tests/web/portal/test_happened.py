"""What befell a dossier beside its steps, on its applicant's own page: money owed, a rest, a new date, corrections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.actions import Written
from motcua.domain.papers.models import Paper
from motcua.kernel.actors import Citizen
from tests.build.cast import REASON, Cast
from tests.build.dossiers import INTERLINKED, MONDAY, PDF, a_dossier
from tests.build.routes import WITH_PAYMENT, a_procedure
from tests.web.portal.pages import text_of

SignedIn = Callable[[Citizen], Client]


def test_what_has_to_be_paid_is_said_first_with_its_notice(signed_in: SignedIn) -> None:
    a_procedure("9.000081", WITH_PAYMENT, limit="3 working_days")
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an, procedure="9.000081"), "accept", "bill", now=MONDAY)
    shown = text_of(signed_in(cast.an).get(f"/ho-so/{dossier.pk}/"))
    for words in (
        "1.250.000 đồng",
        "TB-0456/TB-CCT",
        "Chi cục Thuế khu vực Bù Đăng",
        "Tải bản chụp thông báo",
        "13/11/2024",
    ):
        assert words in shown
    english = text_of(signed_in(cast.an).get(f"/en/ho-so/{dossier.pk}/"))
    assert "VND 1,250,000" in english
    cast.press(dossier, "paid", MONDAY + timedelta(days=1))
    assert "Bạn cần nộp" not in text_of(signed_in(cast.an).get(f"/ho-so/{dossier.pk}/"))


def test_a_rest_is_shown_with_its_reason_ground_and_document(signed_in: SignedIn) -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an, procedure=INTERLINKED), "accept", now=MONDAY)
    actions.hold(dossier.pk, "dispute", REASON, ("a.pdf", PDF), by=cast.officials[1].official, now=MONDAY)
    client = signed_in(cast.an)
    shown = text_of(client.get(f"/ho-so/{dossier.pk}/"))
    for words in ("Đang tạm dừng tính thời gian từ", "Đang có tranh chấp", REASON, "Tải văn bản làm căn cứ"):
        assert words in shown
    actions.end_hold(dossier.pk, by=cast.officials[1].official, now=MONDAY + timedelta(days=1))
    shown = text_of(client.get(f"/ho-so/{dossier.pk}/"))
    assert "Đang tạm dừng tính thời gian từ" not in shown
    assert "Thời hạn được tính tiếp" in shown


def test_an_apology_shows_both_dates(signed_in: SignedIn) -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an, procedure=INTERLINKED), "accept", now=MONDAY)
    new_due = MONDAY + timedelta(days=31)
    actions.write_apology(
        dossier.pk, Written(dossier.matter.one_stop_id, REASON, new_due), by=cast.officials[1].official, now=MONDAY
    )
    client = signed_in(cast.an)
    assert "Cơ quan xin lỗi" not in text_of(client.get(f"/ho-so/{dossier.pk}/"))
    actions.sign_apology(dossier.pk, by=cast.officials[2].official, now=MONDAY)
    shown = text_of(client.get(f"/ho-so/{dossier.pk}/"))
    for words in ("Cơ quan xin lỗi và hẹn lại", "14/11/2024", "Hẹn lần đầu: 08:10 ngày 11/11/2024", REASON):
        assert words in shown
    assert "Phiếu xin lỗi và hẹn lại ngày trả kết quả" in shown


def test_corrections_and_replaced_results_are_seen(signed_in: SignedIn) -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", "propose", "approve", "issued", "returned", now=MONDAY)
    typed = {"child_name": ["Điểu Minh Khoa"]}
    actions.correct(dossier.pk, "child_name", typed, REASON, by=cast.officials[1].official, now=MONDAY)
    old = Paper.objects.get(matter_id=dossier.pk, result=True)
    made = actions.reissue(dossier.pk, old.pk, REASON, by=cast.officials[2].official, now=MONDAY)
    shown = text_of(signed_in(cast.an).get(f"/ho-so/{dossier.pk}/"))
    for words in ("Mục đã được đính chính", "Điểu Minh Khôi", "Điểu Minh Khoa", REASON):
        assert words in shown
    assert f"Đã được thay bằng giấy số {made.new.symbol}, không dùng nữa" in shown


def test_a_dossier_and_its_successor_lead_to_each_other(signed_in: SignedIn) -> None:
    cast = Cast.of()
    old = cast.go(a_dossier(cast.an), "accept", "stop", now=MONDAY)
    new = actions.reopen(old.pk, REASON, by=cast.officials[2].official, now=MONDAY)
    client = signed_in(cast.an)
    assert f"/ho-so/{new.pk}/" in text_of(client.get(f"/ho-so/{old.pk}/"))
    assert f"/ho-so/{old.pk}/" in text_of(client.get(f"/ho-so/{new.pk}/"))

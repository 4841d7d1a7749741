"""The whole story of one birth at the desk, pressed button by button."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from motcua.domain.dossiers.models import Dossier
from motcua.domain.papers.models import Paper
from tests.build import people
from tests.build.dossiers import CHILD_NUMBER, Commune, a_dossier, open_task
from tests.web.desk.visits import at, text_of


def press(client: Client, dossier: Dossier, outcome: str, **typed: str) -> str:
    """Press one button of the open task; the page it leads to, in words."""
    address = reverse("desk:outcome", kwargs={"task_id": open_task(dossier).pk, "outcome": outcome})
    response = client.post(address, typed, follow=True)
    assert response.redirect_chain == [(reverse("desk:dossier", kwargs={"dossier_id": dossier.pk}), 302)]
    return text_of(response)


def test_a_birth_goes_from_the_counter_to_the_result() -> None:
    commune, dossier = Commune.of(), a_dossier()
    binh, registrar, chi, clerk = (
        at(who) for who in (commune.reception, commune.registrar, commune.leader, commune.clerk)
    )

    page = text_of(binh.get(reverse("desk:dossier", kwargs={"dossier_id": dossier.pk})))
    assert "Tiếp nhận hồ sơ" in page
    assert "Điểu Minh Khôi" in page
    assert "070194001234" not in page.partition("Nội dung khai")[0], "the applicant's number is masked"

    page = press(binh, dossier, "accept")
    dossier.refresh_from_db()
    assert f"Đã tiếp nhận hồ sơ {dossier.matter.code}." in page
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in page
    assert "Bước này do cơ quan khác làm." in page

    page = press(registrar, dossier, "propose", child_id_number=CHILD_NUMBER)
    assert CHILD_NUMBER in page
    assert "Bước này dành cho người giữ nhiệm vụ khác" in page

    press(chi, dossier, "approve")
    page = press(clerk, dossier, "issued")
    assert "Đã xử lý xong" in page
    assert "Giấy khai sinh" in page

    returned = reverse("desk:outcome", kwargs={"task_id": open_task(dossier).pk, "outcome": "returned"})
    asked = binh.post(returned, follow=True)
    receiving = reverse("desk:hand_over", kwargs={"dossier_id": dossier.pk})
    assert asked.redirect_chain == [(receiving, 302)], "who takes the result is asked before it is handed over"
    dossier.refresh_from_db()
    assert dossier.state == "finished"
    taken = {"name": "Điểu Thị An", "relation": "self", "identity_ending": "1234"}
    assert "Đã trả kết quả" in text_of(binh.post(receiving, taken, follow=True))
    dossier.refresh_from_db()
    assert dossier.state == "handed_over"
    certificate = Paper.objects.get(matter_id=dossier.pk, result=True)
    pdf = clerk.get(reverse("desk:paper", kwargs={"paper_id": certificate.pk}))
    assert pdf.content.startswith(b"%PDF-")


def test_the_page_offers_only_what_is_legal_now_to_the_one_who_may() -> None:
    commune, dossier = Commune.of(), a_dossier()
    address = reverse("desk:dossier", kwargs={"dossier_id": dossier.pk})
    accept = reverse("desk:outcome", kwargs={"task_id": open_task(dossier).pk, "outcome": "accept"})
    assert accept in at(commune.reception).get(address).content.decode()
    assert accept not in at(commune.leader).get(address).content.decode()
    at(commune.reception).post(accept)
    assert accept not in at(commune.reception).get(address).content.decode()


def test_the_next_thing_to_do_is_one_press_away() -> None:
    commune, first, second = Commune.of(), a_dossier(), a_dossier(people.a_stranger())
    page = press(at(commune.reception), first, "accept")
    assert f"Việc tiếp theo: {second.matter.request_code}" in page


def test_an_outcome_that_the_step_does_not_have_is_refused() -> None:
    commune, dossier = Commune.of(), a_dossier()
    address = reverse("desk:outcome", kwargs={"task_id": open_task(dossier).pk, "outcome": "approve"})
    assert at(commune.reception).post(address).status_code == 409


def test_the_reckoning_of_the_due_date_is_on_the_page() -> None:
    commune, dossier = Commune.of(), a_dossier()
    page = press(at(commune.reception), dossier, "accept")
    assert "Vì sao là ngày này?" in page
    assert "Hạn giải quyết:" in page


def test_what_was_done_says_by_whom_and_how_long_it_took() -> None:
    commune, dossier = Commune.of(), a_dossier()
    page = press(at(commune.reception), dossier, "accept")
    done = page.partition("Các bước đã làm")[2]
    assert "Nguyễn Văn Bình" in done
    assert "phút" in done

"""Opening a file that is not one's work: one press says why, and the way leads on; files and papers alike."""

from __future__ import annotations

from motcua.domain.dossiers.models import Attachment
from motcua.domain.papers.models import Paper
from tests.build import people
from tests.build.dossiers import Commune, a_dossier, walk
from tests.web.desk.visits import at, text_of


def test_who_does_not_work_on_it_is_asked_why_and_goes_on() -> None:
    dossier = walk(a_dossier(), Commune.of(), "accepted")
    other = at(people.binh())
    page = f"/can-bo/ho-so/{dossier.pk}/"
    shown = text_of(other.get(page))
    assert "Lý do mở hồ sơ" in shown
    assert "Điểu" not in shown
    typed = {"ly-do": "enquiry", "tiep": page}
    response = other.post(f"/can-bo/ho-so/{dossier.pk}/ly-do/", typed, follow=True)
    assert "Điểu Minh Khôi" in text_of(response)
    assert "Điểu Minh Khôi" in text_of(other.get(page))


def test_a_file_and_a_paper_ask_too() -> None:
    dossier = walk(a_dossier(), Commune.of(), "accepted")
    file = Attachment.objects.filter(dossier=dossier).order_by("pk")[0]
    paper = Paper.objects.filter(matter_id=dossier.pk).order_by("pk")[0]
    other = at(people.binh())
    for path in (
        f"/can-bo/tep/{file.pk}/",
        f"/can-bo/giay-to/{paper.pk}/",
        f"/can-bo/ho-so/{dossier.pk}/phieu-kiem-soat/",
    ):
        assert "Lý do mở hồ sơ" in text_of(other.get(path))
    response = other.post(f"/can-bo/ho-so/{dossier.pk}/ly-do/", {"ly-do": "check", "tiep": f"/can-bo/tep/{file.pk}/"})
    assert response["Location"] == f"/can-bo/tep/{file.pk}/"
    assert other.get(response["Location"])["Content-Type"] == "application/pdf"


def test_what_is_no_reason_and_what_leads_elsewhere_is_not_followed() -> None:
    dossier = walk(a_dossier(), Commune.of(), "accepted")
    other = at(people.binh())
    other.get("/can-bo/")
    address = f"/can-bo/ho-so/{dossier.pk}/ly-do/"
    for said in ("", "work", "vì tò mò"):
        assert other.post(address, {"ly-do": said}).status_code == 404
    for onward in ("https://evil.example/", "//evil.example/", "/can-bo/\\evil"):
        assert other.post(address, {"ly-do": "check", "tiep": onward})["Location"].startswith("/can-bo/")


def test_another_office_is_not_even_asked() -> None:
    dossier = walk(a_dossier(), Commune.of(), "accepted")
    assert at(people.dung()).get(f"/can-bo/ho-so/{dossier.pk}/").status_code == 404
    assert at(people.dung()).post(f"/can-bo/ho-so/{dossier.pk}/ly-do/", {"ly-do": "check"}).status_code == 404

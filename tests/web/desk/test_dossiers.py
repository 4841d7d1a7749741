"""Finding a dossier of the agency by its code, whole or in part."""

from __future__ import annotations

from django.urls import reverse

from tests.build import people
from tests.build.dossiers import Commune, a_dossier, walk
from tests.web.desk.visits import at, text_of

ADDRESS = "/can-bo/ho-so/"


def test_a_whole_code_leads_to_its_dossier_however_it_was_typed() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(), commune, "accepted")
    page = reverse("desk:dossier", kwargs={"dossier_id": dossier.pk})
    client = at(commune.reception)
    for typed in (str(dossier.matter.code).lower(), f"  {dossier.matter.request_code} "):
        assert client.get(ADDRESS, {"q": typed})["Location"] == page


def test_the_last_digits_are_enough_to_find_it() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(), commune, "accepted")
    other = a_dossier(people.a_stranger())
    page = text_of(at(commune.reception).get(ADDRESS, {"q": "0001"}))
    assert str(dossier.matter.code) in page
    assert other.matter.request_code not in page


def test_a_code_of_another_agency_is_not_found() -> None:
    dossier = a_dossier()
    page = text_of(at(people.dung()).get(ADDRESS, {"q": dossier.matter.request_code}))
    assert "Không tìm thấy hồ sơ nào" in page


def test_dossiers_of_one_state_can_be_seen_alone() -> None:
    commune = Commune.of()
    done, fresh = walk(a_dossier(), commune, "handed_over"), a_dossier(people.a_stranger())
    page = text_of(at(commune.reception).get(ADDRESS, {"trang-thai": "handed_over"}))
    assert str(done.matter.code) in page
    assert fresh.matter.request_code not in page


def test_what_is_typed_cannot_write_html() -> None:
    page = at(Commune.of().reception).get(ADDRESS, {"q": '"><script>alert(1)</script>' * 9}).content.decode()
    assert "<script>alert" not in page


def test_every_page_of_the_desk_speaks_english_too() -> None:
    commune, dossier = Commune.of(), a_dossier()
    client = at(commune.reception)
    for address in ("", "ho-so/", f"ho-so/{dossier.pk}/", "so-lieu/", "uy-quyen/", "cho-lam-viec/"):
        page = client.get(f"/en/can-bo/{address}").content.decode()
        assert 'lang="en"' in page
    assert "Receive and check the dossier" in page or "Receive and check the dossier" in text_of(
        client.get("/en/can-bo/")
    )

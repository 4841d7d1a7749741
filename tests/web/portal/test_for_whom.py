"""For whom: a page for each question before the form, edited from the review; and the owner's word afterwards."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from motcua.domain.accounts.models import Account
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Authorisation, Dossier, Draft
from motcua.kernel.actors import Citizen
from tests.build import people
from tests.build.behalf import MOTHER, MOTHER_NUMBER, a_draft_for_mother, certified, filed_for_mother, lan
from tests.build.dossiers import BIRTH, Commune
from tests.web.portal.conftest import TODAY
from tests.web.portal.pages import BEGIN, a_file, problems, text_of

SignedIn = Callable[[Citizen], Client]
PRINCIPAL = {"principal_name": MOTHER, "principal_number": MOTHER_NUMBER, "kinship": "child"}


@pytest.fixture
def daughter() -> Citizen:
    return lan()


@pytest.fixture
def browser(signed_in: SignedIn, daughter: Citizen) -> Client:
    return signed_in(daughter)


def test_the_question_comes_before_the_form_and_for_oneself_it_is_the_only_one(browser: Client) -> None:
    asked = str(browser.post(BEGIN)["Location"])
    assert asked.endswith("/nop-cho-ai/")
    shown = text_of(browser.get(asked))
    assert "Bạn nộp hồ sơ này cho ai?" in shown
    assert "Nộp thay người khác" in shown
    assert browser.post(asked, {"whom": "self"})["Location"].endswith("/noi-dang-ky/")
    assert browser.post(BEGIN)["Location"].endswith("/noi-dang-ky/")


def test_unanswered_it_is_asked_again(browser: Client) -> None:
    asked = str(browser.post(BEGIN)["Location"])
    assert len(problems(browser.post(asked, {}))) == 1


def test_for_somebody_else_it_asks_who_and_by_what_authority(browser: Client) -> None:
    asked = str(browser.post(BEGIN)["Location"])
    who = str(browser.post(asked, {"whom": "other"})["Location"])
    assert who == reverse("portal:principal", kwargs={"token": who.split("/")[2]})
    wrong = browser.post(who, {**PRINCIPAL, "principal_number": "12"})
    assert len(problems(wrong)) == 1
    assert f'value="{MOTHER}"' in text_of(wrong)
    authority = str(browser.post(who, PRINCIPAL)["Location"])
    asked = browser.get(authority)
    assert "Giấy tờ chứng minh quan hệ" in text_of(asked)
    assert problems(asked) == []
    assert "Chưa có tệp" in problems(browser.post(authority, {"scope": "both"}))[0]
    onward = browser.post(authority, {"scope": "both", "tep": a_file("quan hệ.pdf")})
    assert onward["Location"].endswith("/noi-dang-ky/")
    assert "quan hệ.pdf" in text_of(browser.get(authority))


def test_who_is_no_kin_names_the_certified_document(browser: Client) -> None:
    asked = str(browser.post(BEGIN)["Location"])
    who = str(browser.post(asked, {"whom": "other"})["Location"])
    authority = str(browser.post(who, {**PRINCIPAL, "kinship": "other"})["Location"])
    shown = text_of(browser.get(authority))
    assert "Văn bản ủy quyền đã công chứng, chứng thực" in shown
    assert "Ủy quyền đến hết ngày (không bắt buộc)" in shown
    bad = browser.post(authority, {"scope": "both", "tep": a_file("a.exe", b"MZ", "application/x-msdownload")})
    assert len(problems(bad)) == 4
    good = {"scope": "both", **certified(), "tep": a_file()}
    assert browser.post(authority, good)["Location"].endswith("/noi-dang-ky/")


def test_a_scan_is_taken_out_again_where_it_was_given(browser: Client, daughter: Citizen) -> None:
    draft = a_draft_for_mother(daughter, now=TODAY)
    (scan,) = [each for each in queries.files_of_draft(draft) if each.part == "van-ban-uy-quyen"]
    there = reverse("portal:detach", kwargs={"token": draft.token, "attachment_id": scan.pk})
    authority = reverse("portal:authority", kwargs={"token": draft.token})
    assert f"{there}?uy-quyen=1" in text_of(browser.get(authority))
    assert browser.post(f"{there}?uy-quyen=1")["Location"] == authority
    assert "quan-he.pdf" not in text_of(browser.get(authority))


def test_the_review_says_for_whom_and_leads_back_to_be_mended(browser: Client, daughter: Citizen) -> None:
    draft = a_draft_for_mother(daughter, now=TODAY)
    review = reverse("portal:review", kwargs={"token": draft.token})
    shown = text_of(browser.get(review))
    for said in ("Nộp cho ai", "Nộp thay người khác", MOTHER, MOTHER_NUMBER, "Tôi là con", "quan-he.pdf"):
        assert said in shown
    whom = reverse("portal:for_whom", kwargs={"token": draft.token}) + "?sua=1"
    assert whom in shown
    who = str(browser.post(whom, {"whom": "other"})["Location"])
    authority = str(browser.post(who, {**PRINCIPAL, "principal_name": "Điểu Thị Mơ Mới"})["Location"])
    assert browser.post(authority, {"scope": "both"})["Location"] == review
    assert "Điểu Thị Mơ Mới" in text_of(browser.get(review))
    rows = queries.behalf_back(Draft.objects.get(pk=draft.pk), "en")
    assert "I am their child" in [row.text for row in rows]


def test_what_is_missing_is_told_in_the_review(browser: Client, daughter: Citizen) -> None:
    draft = a_draft_for_mother(daughter, now=TODAY, scan=True)
    actions.say_for_whom(draft.token, "nguoi-uy-quyen", {"kinship": ["child"]}, by=daughter, now=TODAY)
    review = reverse("portal:review", kwargs={"token": draft.token})
    shown = text_of(browser.get(review))
    assert "Hãy khai đủ bạn nộp hồ sơ này cho ai." in shown
    assert reverse("portal:submit", kwargs={"token": draft.token}) not in shown
    assert browser.post(review.replace("/xem-lai/", "/nop/"))["Location"] == review


def test_handed_in_it_is_followed_by_both_and_by_nobody_else(
    browser: Client, signed_in: SignedIn, daughter: Citizen
) -> None:
    draft = a_draft_for_mother(daughter, now=TODAY)
    filed = str(browser.post(reverse("portal:submit", kwargs={"token": draft.token}))["Location"])
    assert f"Bạn nộp thay {MOTHER}." in text_of(browser.get(filed))
    dossier = Dossier.objects.get(draft=draft)
    page = reverse("portal:dossier", kwargs={"dossier_id": dossier.pk})
    assert f"Bạn nộp thay {MOTHER}: Nộp hồ sơ và nhận kết quả." in text_of(browser.get(page))
    assert "Ai đã mở hồ sơ này?" not in text_of(browser.get(page))
    assert page in text_of(browser.get("/ho-so/"))
    mother = signed_in(Citizen(dossier.applicant_id))
    shown = text_of(mother.get(page))
    assert "Điểu Thị Lan nộp thay bạn" in shown
    assert "Ai đã mở hồ sơ này?" in shown
    stranger = signed_in(people.a_stranger())
    for name in ("dossier", "filed", "disown", "withdraw", "supplement", "fees", "receive", "openings"):
        assert stranger.get(reverse(f"portal:{name}", kwargs={"dossier_id": dossier.pk})).status_code == 404
    assert browser.get(reverse("portal:openings", kwargs={"dossier_id": dossier.pk})).status_code == 404
    assert browser.post(reverse("portal:disown", kwargs={"dossier_id": dossier.pk})).status_code == 404


def test_a_name_that_does_not_fit_the_number_leads_back_to_it(browser: Client, daughter: Citizen) -> None:
    people.an(MOTHER_NUMBER, "Trần Văn Khác")
    draft = a_draft_for_mother(daughter, now=TODAY)
    who = reverse("portal:principal", kwargs={"token": draft.token})
    response = browser.post(reverse("portal:submit", kwargs={"token": draft.token}))
    assert response["Location"] == who
    shown = text_of(browser.get(who))
    assert "không khớp nhau" in shown
    assert "Trần Văn Khác" not in shown


def test_the_owner_disowns_it_and_takes_that_back(browser: Client, signed_in: SignedIn, daughter: Citizen) -> None:
    dossier = filed_for_mother(daughter, now=TODAY)
    mother = signed_in(Citizen(dossier.applicant_id))
    there = reverse("portal:disown", kwargs={"dossier_id": dossier.pk})
    page = reverse("portal:dossier", kwargs={"dossier_id": dossier.pk})
    assert there in text_of(mother.get(page))
    assert "Tôi không ủy quyền việc này" in text_of(mother.get(there))
    assert mother.post(there)["Location"] == page
    assert "Bạn đã báo không ủy quyền việc này" in text_of(mother.get(page))
    assert browser.get(page).status_code == 404
    assert "Chủ hồ sơ báo không ủy quyền việc này" in text_of(browser.get("/ho-so/"))
    assert "Tôi có ủy quyền việc này" in text_of(mother.get(there))
    mother.post(there)
    assert Authorisation.objects.get(pk=dossier.pk).disowned_at is None
    assert browser.get(page).status_code == 200


def test_the_one_stop_unit_sees_who_filed_and_that_it_was_disowned(signed_in: SignedIn, daughter: Citizen) -> None:
    dossier, commune = filed_for_mother(daughter, now=TODAY), Commune.of()
    actions.disown(dossier.pk, by=Citizen(dossier.applicant_id), now=TODAY)
    desk = signed_in(Citizen(commune.reception.account.pk))
    shown = text_of(desk.get(f"/can-bo/ho-so/{dossier.pk}/"))
    assert "Nộp thay trên Cổng" in shown
    assert "không ủy quyền cho Điểu Thị Lan" in shown


def test_a_marriage_says_in_a_sentence_that_nobody_stands_in(browser: Client) -> None:
    assert "không ủy quyền cho người khác được" in text_of(browser.get("/thu-tuc/1.000894/"))
    begun = str(browser.post("/thu-tuc/1.000894/bat-dau/")["Location"])
    token = begun.split("/")[2]
    assert "/nop-cho-ai/" not in begun
    for name in ("for_whom", "principal", "authority"):
        assert browser.get(reverse(f"portal:{name}", kwargs={"token": token}))["Location"] == begun


def test_nothing_known_of_the_mother_stands_on_any_page_of_the_daughter(browser: Client, daughter: Citizen) -> None:
    mother = Account.objects.get(pk=people.an(MOTHER_NUMBER, MOTHER).account_id)
    mother.phone, mother.residence = "0977777777", "thôn Bí Mật"
    mother.save()
    draft = a_draft_for_mother(daughter, now=TODAY)
    pages = [page.id for page in queries.asked_pages(draft)]
    for page in [*pages, "nop-cho-ai", "nguoi-uy-quyen", "van-ban-uy-quyen", "giay-to", "xem-lai"]:
        shown = text_of(browser.get(f"/nop-ho-so/{draft.token}/{page}/"))
        assert "0977777777" not in shown
        assert "Bí Mật" not in shown
    assert queries.behalf_of(draft) is not None
    assert queries.authority_terms(draft).kin == {"child", "parent", "spouse", "sibling", "grandparent"}
    assert set(queries.fixed_answers(draft)) >= {"relationship", "grantor_name"}
    dossier = actions.submit(draft.token, by=daughter, now=TODAY)
    assert Dossier.objects.filter(queries.follows(daughter)).get() == dossier
    assert queries.authority_content(queries.followed(dossier.pk, daughter))["submitter"] == {"name": "Điểu Thị Lan"}
    assert draft.procedure.code == BIRTH


def test_what_either_of_them_did_is_not_said_to_be_ones_own(
    browser: Client, signed_in: SignedIn, daughter: Citizen
) -> None:
    dossier = filed_for_mother(daughter, now=TODAY)
    there = reverse("portal:withdraw", kwargs={"dossier_id": dossier.pk})
    page = reverse("portal:dossier", kwargs={"dossier_id": dossier.pk})
    assert browser.post(there)["Location"] == page
    mother = signed_in(Citizen(dossier.applicant_id))
    for reader in (browser, mother):
        shown = text_of(reader.get(page))
        assert "Hồ sơ đã được rút" in shown
        assert "Bạn đã rút hồ sơ" not in shown

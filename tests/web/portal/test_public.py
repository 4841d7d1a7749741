"""Pages for everybody: looking a code up, and the directory of one-stop units."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.domain.dossiers.models import Dossier
from motcua.domain.matters.states import MOST_FROM_AN_ADDRESS, MOST_OF_A_CODE
from motcua.kernel.actors import Citizen
from motcua.web.shared import throttle
from tests.build import dossiers as build
from tests.build.dossiers import Commune
from tests.web.portal.pages import text_of


@pytest.fixture
def dossier(an: Citizen) -> Dossier:
    return build.walk(build.a_dossier(an), Commune.of(), "accepted")


def test_a_code_shows_state_and_dates_and_nothing_of_the_person(client: Client, dossier: Dossier) -> None:
    response = client.get(f"/tra-cuu/{dossier.matter.code}")
    shown = text_of(response)
    assert "Đang xử lý" in shown
    assert "Hẹn trả kết quả" in shown
    for secret in ("Điểu", "070194001234", "0912345678", "an@example.vn", f"/ho-so/{dossier.pk}/"):
        assert secret not in shown


def test_in_english_the_unit_has_its_english_name(client: Client, dossier: Dossier) -> None:
    unit = dossier.matter.one_stop
    vietnamese, english = (text_of(client.get(f"{door}/tra-cuu/{dossier.matter.code}")) for door in ("", "/en"))
    assert (unit.name in vietnamese, unit.name_en in vietnamese) == (True, False)
    assert (unit.name in english, unit.name_en in english) == (False, True)


@pytest.mark.parametrize(
    "how",
    [
        str.lower,
        lambda code: f"  {code} ",
        lambda code: code.replace("-", "–"),
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", ""),
    ],
)
def test_a_code_may_be_typed_in_many_ways(client: Client, dossier: Dossier, how: object) -> None:
    for code in (dossier.matter.request_code, dossier.matter.code):
        response = client.get("/tra-cuu/", {"ma": how(code)}, follow=True)  # type: ignore[operator]
        assert response.status_code == 200
        assert "Đang xử lý" in text_of(response)


def test_the_secret_of_the_receipt_leads_to_the_same(client: Client, dossier: Dossier) -> None:
    shown = text_of(client.get("/tra-cuu/", {"t": dossier.matter.token}))
    assert str(dossier.matter.code) in shown
    assert dossier.matter.token not in shown.replace("?t=", "", 1).split("<main")[1]


@pytest.mark.parametrize(
    "path", ["/tra-cuu/YC-0000-0000", "/tra-cuu/H10.30.15-241014-9999", "/tra-cuu/?t=khong", "/tra-cuu/%00%F0"]
)
def test_a_code_that_is_not_there_is_explained(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "tra-cuu" in text_of(response)
    assert "Hãy" in text_of(response)


def test_an_empty_box_is_just_the_box(client: Client) -> None:
    assert "Mã hồ sơ hoặc mã yêu cầu" in text_of(client.get("/tra-cuu/", {"ma": " "}))


def test_codes_cannot_be_tried_one_after_the_other(client: Client) -> None:
    answers = [client.get(f"/tra-cuu/YC-0000-{number:04}").status_code for number in range(MOST_FROM_AN_ADDRESS + 1)]
    assert set(answers[:-1]) == {404}
    assert answers[-1] == 429
    assert "quá nhiều lần" in text_of(client.get("/tra-cuu/YC-0000-9999"))
    assert client.get("/tra-cuu/").status_code == 200
    assert client.get("/tra-cuu/YC-0000-9999", REMOTE_ADDR="203.0.113.9").status_code == 404


def test_one_code_is_not_asked_for_from_everywhere_at_once(client: Client, dossier: Dossier) -> None:
    path = f"/tra-cuu/{dossier.matter.code}"
    answers = [client.get(path, REMOTE_ADDR=f"203.0.113.{number}").status_code for number in range(MOST_OF_A_CODE + 1)]
    assert set(answers[:-1]) == {200}
    assert answers[-1] == 429


def test_behind_our_proxy_only_what_the_proxy_saw_counts(settings: object, rf: object) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # type: ignore[attr-defined]
    request = rf.get("/", headers={"X-Forwarded-For": "made.up, 203.0.113.7"})  # type: ignore[attr-defined]
    assert throttle.address_of(request) == "203.0.113.7"
    settings.SECURE_PROXY_SSL_HEADER = None  # type: ignore[attr-defined]
    assert throttle.address_of(request) == "127.0.0.1"

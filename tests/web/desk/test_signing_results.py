"""Signing results at the desk: one PIN for a batch, a tick to do it by hand, and pages as before without keys."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pypdf
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from motcua.domain.papers import queries as papers
from motcua.domain.papers.models import Unsealed
from motcua.domain.signatures import queries as signatures
from tests.build import people, signing
from tests.build.dossiers import MONDAY, Commune, open_task
from tests.build.pens import Failing, a_pen, in_memory
from tests.build.signed_results import SEAL, office_of, proposed, result_of
from tests.build.signing import PIN, WRONG_PIN
from tests.web.desk.visits import at, text_of

BEFORE = MONDAY - timedelta(hours=2)
EARLIER = signing.YESTERDAY - timedelta(days=30)
SEVERAL = "/can-bo/nhieu-ho-so/"


@pytest.fixture
def commune(settings: Any, db: None) -> Commune:
    in_memory(settings)
    commune = Commune.of()
    a_pen("Phạm Thị Chi", account_id=commune.leader.account.pk)
    a_pen(SEAL, agency_id=office_of(commune).pk)
    return commune


def ticked(*tasks: int, outcome: str = "approve", **more: str) -> dict[str, Any]:
    return {"viec": [f"{task}.{outcome}" for task in tasks], **more}


def test_a_leader_signs_a_batch_with_one_pin_and_a_clerk_seals_it(commune: Commune) -> None:
    dossiers = proposed(commune, 3, now=BEFORE)
    leader, clerk = at(commune.leader), at(commune.clerk)
    assert "Mã PIN chữ ký số của anh/chị" in text_of(leader.get(SEVERAL))
    tasks = [open_task(each).pk for each in dossiers]
    page = text_of(leader.post(SEVERAL, ticked(*tasks, **{"pin-ca-nhan": PIN})))
    assert page.count("Đã xong") == 3
    assert "Mã PIN chữ ký số của cơ quan" in text_of(clerk.get(SEVERAL))
    tasks = [open_task(each).pk for each in dossiers]
    clerk.post(SEVERAL, ticked(*tasks, outcome="issued", **{"pin-co-quan": PIN}))
    for each in dossiers:
        assert signatures.examined(papers.pdf_of(result_of(each).pk)).sound


def test_without_a_pin_nothing_is_done_and_what_was_ticked_stays_ticked(commune: Commune) -> None:
    [dossier] = proposed(commune, now=BEFORE)
    task = open_task(dossier).pk
    for typed, sentence in (({}, "Hãy nhập mã PIN"), ({"pin-ca-nhan": WRONG_PIN}, "Mã PIN chưa đúng")):
        answer = at(commune.leader).post(SEVERAL, ticked(task, **typed))
        assert answer.status_code == 422
        assert sentence in text_of(answer)
        assert f'value="{task}.approve" checked' in answer.content.decode()
        assert WRONG_PIN not in answer.content.decode()
    assert open_task(dossier).step == "sign"


def test_a_tick_does_it_by_hand_so_that_no_counter_waits_for_a_token(commune: Commune) -> None:
    [dossier] = proposed(commune, now=BEFORE)
    at(commune.leader).post(SEVERAL, ticked(open_task(dossier).pk, **{"ky-tay": "on"}))
    assert open_task(dossier).step == "number"
    assert not Unsealed.objects.exists()


def test_a_token_that_is_pulled_out_stops_the_batch_with_one_sentence(commune: Commune) -> None:
    dossiers = proposed(commune, 3, now=BEFORE)
    Failing.at("token_gone", 2)
    page = text_of(
        at(commune.leader).post(SEVERAL, ticked(*[open_task(each).pk for each in dossiers], **{"pin-ca-nhan": PIN}))
    )
    assert page.count("Thiết bị ký bị ngắt giữa chừng") == 1
    assert page.count("Chưa làm đến") == 1
    assert [open_task(each).step for each in dossiers] == ["number", "sign", "sign"]


def test_one_dossier_is_signed_on_its_own_page(commune: Commune) -> None:
    [dossier] = proposed(commune, now=BEFORE)
    leader, task = at(commune.leader), open_task(dossier).pk
    address = f"/can-bo/viec/{task}/approve/"
    assert address in leader.get(f"/can-bo/ho-so/{dossier.pk}/").content.decode()
    shown = (
        pypdf.PdfReader(BytesIO(leader.get(f"/can-bo/viec/{task}/approve/ban-in/1/").content)).pages[0].extract_text()
    )
    assert "ĐIỂU MINH KHÔI" in shown
    assert "Phạm Thị Chi" in shown
    assert "Hãy nhập mã PIN" in text_of(leader.post(address, {}))
    leader.post(address, {"pin-ca-nhan": PIN})
    assert open_task(dossier).step == "number"
    clerk, address = at(commune.clerk), f"/can-bo/viec/{open_task(dossier).pk}/issued/"
    assert signatures.examined(clerk.get(f"{address}ban-in/1/").content).sound
    clerk.post(address, {"pin-co-quan": PIN})
    assert signatures.signed_as("paper", result_of(dossier).pk) is not None


def test_whoever_reissues_a_signed_result_is_told_what_becomes_of_it(commune: Commune) -> None:
    [dossier] = proposed(commune, now=BEFORE)
    leader, clerk = at(commune.leader), at(commune.clerk)
    leader.post(SEVERAL, ticked(open_task(dossier).pk, **{"pin-ca-nhan": PIN}))
    clerk.post(SEVERAL, ticked(open_task(dossier).pk, outcome="issued", **{"pin-co-quan": PIN}))
    paper = result_of(dossier)
    assert "Bản đã ký số được báo thu hồi" in text_of(leader.get(f"/can-bo/ho-so/{dossier.pk}/cap-lai/{paper.pk}/"))
    assert "Đã ký số" in text_of(clerk.get(f"/can-bo/ho-so/{dossier.pk}/"))


def test_who_has_no_key_is_told_and_signs_by_hand(settings: Any, db: None) -> None:
    in_memory(settings)
    commune = Commune.of()
    a_pen(SEAL, agency_id=office_of(commune).pk)
    [dossier] = proposed(commune, now=BEFORE)
    leader = at(commune.leader)
    page = text_of(leader.get(SEVERAL))
    assert "chưa có chữ ký số" in page
    assert "Mã PIN" not in page
    leader.post(SEVERAL, ticked(open_task(dossier).pk))
    assert open_task(dossier).step == "number"


def test_pages_of_an_agency_without_keys_are_as_they_were(db: None) -> None:
    commune = Commune.of()
    [dossier] = proposed(commune, now=BEFORE)
    page = at(commune.leader).get(SEVERAL).content.decode()
    assert "PIN" not in page
    assert "chưa có chữ ký số" not in page
    at(commune.leader).post(f"/can-bo/viec/{open_task(dossier).pk}/approve/")
    assert open_task(dossier).step == "number"


def test_an_expired_certificate_says_so_and_leaves_the_tick(commune: Commune) -> None:
    [dossier] = proposed(commune, now=BEFORE)
    key = signatures.key_of_person(commune.leader.account.pk)
    pair = rsa.generate_private_key(65537, 2048)
    old = signing.authority().issue("Phạm Thị Chi", pair.public_key(), since=EARLIER, until=signing.YESTERDAY)
    key.certificate = old.public_bytes(serialization.Encoding.DER)
    key.save()
    page = text_of(at(commune.leader).post(SEVERAL, ticked(open_task(dossier).pk, **{"pin-ca-nhan": PIN})))
    assert "đã hết hạn" in page
    assert "Lần này không ký số" in page
    assert open_task(dossier).step == "sign"


def test_a_stranger_finds_neither_the_print_nor_the_step(commune: Commune) -> None:
    [dossier] = proposed(commune, now=BEFORE)
    at(commune.leader).post(f"/can-bo/viec/{open_task(dossier).pk}/approve/", {"pin-ca-nhan": PIN})
    stranger = at(people.dung())
    for address in ("", "ban-in/1/"):
        assert stranger.get(f"/can-bo/viec/{open_task(dossier).pk}/issued/{address}").status_code == 404

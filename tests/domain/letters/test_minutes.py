"""Minutes bear two signatures, the secretary's and then the chair's (Nghị định 30/2020/NĐ-CP, mẫu 1.9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest

from motcua.domain.journal.models import Entry
from motcua.domain.letters import actions, queries
from motcua.domain.letters.models import Letter
from motcua.domain.letters.queries import typesetting
from motcua.domain.letters.rules.docx_out import to_docx
from motcua.domain.letters.rules.findings import of_document
from motcua.domain.letters.rules.pages import read
from motcua.domain.letters.states import Authority, Kind
from motcua.domain.signatures import queries as signatures
from motcua.kernel.errors import Refused
from tests.build.letters import NOW, Desk, House
from tests.build.pens import PIN
from tests.domain.letters.typesetting_samples import a_letter

MINUTES = a_letter(Kind.MINUTES)


@pytest.fixture
def desk(keys: None) -> Desk:
    return Desk(House.of()).with_keys()


def test_the_secretary_stands_on_the_left_and_the_chair_on_the_right() -> None:
    typeset = typesetting.pdf(MINUTES, at=NOW)
    page = read(typeset.pdf)[-1]
    at = {text.words: text for text in page.texts}
    assert at["THƯ KÝ"].right < at["CHỦ TỌA"].left
    assert abs(at["THƯ KÝ"].baseline - at["CHỦ TỌA"].baseline) < 0.5
    assert abs(at["Lê Thị C"].baseline - at["Nguyễn Văn A"].baseline) < 0.5
    assert at["Nơi nhận:"].top < at["Lê Thị C"].bottom
    boxes = typeset.boxes
    assert boxes.thu_ky is not None
    assert (boxes.thu_ky.bottom, boxes.thu_ky.top) == (boxes.ky.bottom, boxes.ky.top)
    assert boxes.thu_ky.right < boxes.dau.left
    assert typesetting.pdf(a_letter(), at=NOW).boxes.thu_ky is None


def test_the_docx_has_both(desk: Desk) -> None:
    first, second = docx.Document(BytesIO(to_docx(MINUTES))).tables[-1].rows
    assert [cell.text.split("\n")[0] for cell in first.cells] == ["THƯ KÝ", "CHỦ TỌA"]
    assert [cell.text.strip().split("\n")[-1] for cell in first.cells] == ["Lê Thị C", "Nguyễn Văn A"]
    assert second.cells[0].text.startswith("Nơi nhận:")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"secretary": ""}, "missing-secretary"),
        ({"secretary": "TS. Lê Thị C"}, "name-title"),
        ({"kind": Kind.NOTICE, "symbol": "TB-STTTT"}, "secretary-only-in-minutes"),
        (
            {"signer": replace(MINUTES.signer, authority=Authority.DEPUTY, head="CHỦ TỌA", position="PHÓ CHỦ TỌA")},
            "authority-in-minutes",
        ),
    ],
)
def test_what_is_wrong_with_its_signatures_is_found(changed: dict[str, object], code: str) -> None:
    assert of_document(MINUTES) == []
    found = of_document(replace(MINUTES, **changed))  # type: ignore[arg-type]  # the boxes of a Document
    assert code in {finding.code for finding in found if finding.refuses}


def test_both_are_asked_the_secretary_first(desk: Desk) -> None:
    house, letter = desk.house, desk.minutes_to_sign()
    assert (letter.position, letter.authority) == ("Chủ tọa", "")
    assert queries.waiting_for(house.signer.official) == {}
    early = actions.sign([letter.pk], PIN, by=house.signer.official, now=desk.later())
    assert early.left[0].refusal.code == "secretary_first"
    assert queries.waiting_for(house.writer.official) == {"to_sign": [letter]}
    assert actions.sign([letter.pk], PIN, by=house.writer.official, now=desk.later()).done == (letter.pk,)
    letter.refresh_from_db()
    assert (letter.state, letter.signed_at) == ("to_sign", None)
    assert Entry.objects.get(verb="letters.secretary_signed").facts["sha256"] == letter.sha256
    again = actions.sign([letter.pk], PIN, by=house.writer.official, now=desk.later())
    assert again.left[0].refusal.code == "already_signed"
    assert queries.waiting_for(house.writer.official) == {}
    assert queries.waiting_for(house.signer.official) == {"to_sign": [letter]}
    assert actions.sign([letter.pk], PIN, by=house.signer.official, now=desk.later()).done == (letter.pk,)
    assert desk.issue(letter).left == ()
    letter.refresh_from_db()
    found = signatures.examined(queries.signed_pdf(letter))
    assert [(each.field, each.signer, each.holds) for each in found.signatures] == [
        ("thu_ky", "Trần Thị Soạn", True),
        ("ky", "Mai Thị Ký", True),
        ("dau", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG", True),
    ]


def test_sent_back_both_sign_anew(desk: Desk) -> None:
    house, letter = desk.house, desk.minutes_to_sign()
    actions.sign([letter.pk], PIN, by=house.writer.official, now=desk.later())
    back = actions.send_back(letter.pk, "Thiếu ý kiến của đại biểu.", by=house.signer.official, now=desk.later())
    assert (back.secretary_signed_at, back.signed_name) == (None, "")


def test_a_secretary_of_last_month_signs_anew_with_the_chair(desk: Desk) -> None:
    house, letter = desk.house, desk.minutes_to_sign()
    actions.sign([letter.pk], PIN, by=house.writer.official, now=desk.later())
    desk.now = datetime(2024, 11, 1, 2, 0, tzinfo=UTC)
    late = actions.sign([letter.pk], PIN, by=house.signer.official, now=desk.later())
    assert late.left[0].refusal.code == "minutes_of_last_month"


def test_minutes_without_a_secretary_are_not_submitted(desk: Desk) -> None:
    letter = desk.draft(kind="bien_ban", to=())
    with pytest.raises(Refused) as no:
        actions.ask_check(letter.pk, desk.house.head.account.pk, by=desk.house.writer.official, now=desk.later())
    assert no.value.details["missing"] == ["secretary"]


def test_the_secretary_is_of_the_agency_and_not_the_chair(desk: Desk) -> None:
    stranger = House.of("H10").writer.account.pk
    for secretary, code in ((stranger, "not_a_secretary"), (desk.house.signer.account.pk, "secretary_is_chair")):
        with pytest.raises(Refused) as no:
            desk.draft(kind="bien_ban", secretary=secretary)
        assert no.value.code == code
    assert Letter.objects.count() == 0
    assert desk.draft(secretary=desk.house.writer.account.pk).secretary is None

"""A letter file: every box of it, and a sentence for each mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.domain.letters.rules.document import SignerLines
from motcua.domain.letters.rules.file import NEEDED, parse_letter, read_letter
from motcua.domain.letters.states import Authority, Kind, Urgency
from motcua.kernel.errors import Malformed
from tests.domain.letters.typesetting_samples import SEED, SEED_FILE

WRITTEN = SEED_FILE.read_text(encoding="utf-8")


def test_the_seed_letter_is_read_box_by_box() -> None:
    assert (SEED.kind, SEED.number, SEED.symbol, SEED.date) == (Kind.OFFICIAL_LETTER, "", "STTTT-BCVTCNTT", "2024-10")
    assert SEED.to == ("Hội đồng nhân dân tỉnh", "Ủy ban nhân dân tỉnh")
    assert SEED.copies == ("Như trên", "BGĐ Sở", "Lưu: VT")
    assert SEED.signer == SignerLines("PHÓ GIÁM ĐỐC", "", Authority.DEPUTY, "GIÁM ĐỐC")
    assert SEED.body.startswith("Thực hiện Công văn số 4102/UBND-TH")
    assert SEED.body.endswith("Trân trọng./.")


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_known(kind: Kind) -> None:
    assert parse_letter(WRITTEN.replace("kind: cong_van", f"kind: {kind.value}"), "x").kind is kind


@pytest.mark.parametrize(
    ("written", "number"), [('""', ""), ("1024", "1024"), ("5", "05"), ('"05"', "05"), ("", ""), ("null", "")]
)
def test_a_number_is_blank_or_has_its_zero(written: str, number: str) -> None:
    assert parse_letter(WRITTEN.replace('number: ""', f"number: {written}"), "x").number == number


@pytest.mark.parametrize(
    ("written", "day"), [("2024-10-15", "2024-10-15"), ('"2024-10-05"', "2024-10-05"), ("2024-10", "2024-10")]
)
def test_a_date_is_a_day_or_a_month(written: str, day: str) -> None:
    assert parse_letter(WRITTEN.replace("date: 2024-10", f"date: {written}"), "x").date == day


def test_what_may_be_left_out_and_what_may_be_added() -> None:
    letter = parse_letter(f"{WRITTEN}urgency: hoa_toc\ncheck_address: https://a.example/B\ndemo: true\n", "x")
    assert (letter.urgency, letter.check_address, letter.demo) == (Urgency.MOST_URGENT, "https://a.example/B", True)
    bare = "\n".join(
        line for line in WRITTEN.split("\n") if not line.startswith(("superior", "number", "to:", "copies", "signer"))
    )
    assert parse_letter(bare, "x").signer == SignerLines()


MISTAKES = {
    "is a mapping": "- a\n- b\n",
    "kind: 'thu_tay' is not known": WRITTEN.replace("cong_van", "thu_tay"),
    "owner is no key": WRITTEN + "owner: me\n",
    "number is a whole number": WRITTEN.replace('number: ""', "number: tám"),
    "number is a whole number ": WRITTEN.replace('number: ""', "number: -3"),
    "date is a day": WRITTEN.replace("date: 2024-10", "date: tháng mười"),
    "date is a day ": WRITTEN.replace("date: 2024-10", "date: 2024-13"),
    "there is no day": WRITTEN.replace("date: 2024-10", "date: 2024-02-30"),
    "to is a list of lines": WRITTEN.replace("to: [Hội đồng nhân dân tỉnh, ", "to: [{Hội đồng: nhân dân}, "),
    "copies is a list of lines": WRITTEN.replace('"Lưu: VT"', "Lưu: VT"),
    "body is Markdown": WRITTEN[: WRITTEN.index("body:")] + "body: [1]\n" + WRITTEN[WRITTEN.index("copies:") :],
    "signer is a mapping": WRITTEN[: WRITTEN.index("signer:")] + "signer: PHÓ GIÁM ĐỐC\n",
    "signer: rank is not known": WRITTEN.replace("{authority: KT,", "{authority: KT, rank: 1,"),
    "signer.authority: 'TT' is not known": WRITTEN.replace("authority: KT", "authority: TT"),
    "urgency: 'mai' is not known": WRITTEN + "urgency: mai\n",
    "demo is true or false": WRITTEN + "demo: có\n",
    "subject is a line of text": WRITTEN.replace("subject: trả", "subject: [trả").replace("cử tri\nto", "cử tri]\nto"),
    "longer than 1000": WRITTEN.replace("subject: trả", f"subject: {'a' * 1001} trả"),
    "more than 200 lines": WRITTEN.replace("to: [", f"to: [{'a, ' * 201}"),
    "larger than 1 MB": WRITTEN + "# " + "x" * 1_000_000,
    "the aliases grow the file": "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)),
}


@pytest.mark.parametrize(("says", "written"), MISTAKES.items(), ids=MISTAKES.keys())
def test_each_mistake_has_its_sentence(says: str, written: str) -> None:
    with pytest.raises(Malformed) as refusal:
        parse_letter(written, "thu.yaml")
    assert says.strip() in str(refusal.value)
    assert str(refusal.value).startswith("thu.yaml: ")


@pytest.mark.parametrize("key", NEEDED)
def test_a_key_that_is_missing_is_named(key: str) -> None:
    lines = WRITTEN.split("\n")
    begins = next(at for at, line in enumerate(lines) if line.startswith(f"{key}:"))
    ends = next(at for at, line in enumerate(lines) if at > begins and line and not line.startswith(" "))
    with pytest.raises(Malformed, match=f"the key {key} is missing"):
        parse_letter("\n".join(lines[:begins] + lines[ends:]), "x")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Malformed, match="no such file"):
        read_letter(tmp_path / "gone.yaml")

"""Texts that run together are read as lists. The examples are written for the tests in the form of the real ones."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from motcua.domain.procedures.rules import legible
from motcua.domain.procedures.rules.splitting import Item, items, lines_of
from motcua.domain.procedures.rules.unfolding import Case, Law, Outcome, Paper, Way, cases, laws, outcomes, ways
from tests.domain.procedures.records import a_record

STEPS = [
    (
        "Bước 1: Chủ đò nộp hồ sơ.\nBước 2: Xã xem xét.\nBước 3: Trả thẻ.",
        ["Chủ đò nộp hồ sơ.", "Xã xem xét.", "Trả thẻ."],
    ),
    ("- Bước 1: Chủ đò nộp hồ sơ;\n- Bước 2: Xã trả thẻ.", ["Chủ đò nộp hồ sơ", "Xã trả thẻ."]),
    ("a) Bước 1. Nộp hồ sơ.b) Bước 2. Xét hồ sơ.c) Bước 3. Trả thẻ.", ["Nộp hồ sơ.", "Xét hồ sơ.", "Trả thẻ."]),
    ("Bước 1: Chủ đò nộp hồ sơ. Bước 2: Xã trả thẻ.", ["Chủ đò nộp hồ sơ.", "Xã trả thẻ."]),
    ("1. Nộp hồ sơ tại xã.\n2. Nhận thẻ tại xã.", ["Nộp hồ sơ tại xã.", "Nhận thẻ tại xã."]),
    ("a) Nộp hồ sơ;\nb) Nhận thẻ.", ["Nộp hồ sơ", "Nhận thẻ."]),
    ("- Chủ đò nộp hồ sơ;\n- Xã xem xét;\n+ Thẻ trả tại xã.", ["Chủ đò nộp hồ sơ", "Xã xem xét"]),
    ("+ Chủ đò nộp hồ sơ. + Xã xem xét trong 3 ngày.", ["Chủ đò nộp hồ sơ.", "Xã xem xét trong 3 ngày."]),
    ("Chủ đò nộp hồ sơ hợp lệXã xem xét hồ sơ.", ["Chủ đò nộp hồ sơ hợp lệ", "Xã xem xét hồ sơ."]),
    ("Chủ đò nộp hồ sơ.Xã trả thẻ.", ["Chủ đò nộp hồ sơ.", "Xã trả thẻ."]),
    (
        "Chủ đò nộp hồ sơ tại xã. Trong thời hạn 03 ngày, xã trả thẻ. Nếu từ chối thì nói rõ.",
        ["Chủ đò nộp hồ sơ tại xã.", "Trong thời hạn 03 ngày, xã trả thẻ. Nếu từ chối thì nói rõ."],
    ),
    ("Trình tự thực hiện:\nChủ đò nộp hồ sơ.\nXã trả thẻ.", ["Chủ đò nộp hồ sơ.", "Xã trả thẻ."]),
    ("Chủ đò nộp hồ sơ tại xã nơi\ncó bến đò, kèm ảnh.", ["Chủ đò nộp hồ sơ tại xã nơi có bến đò, kèm ảnh."]),
    ("Theo Nghị định 12/2015/NĐ-CP và TTg.", ["Theo Nghị định 12/2015/NĐ-CP và TTg."]),
    ("", []),
    ("  \n \n", []),
]


@pytest.mark.parametrize(("text", "steps"), STEPS)
def test_a_text_is_parted_where_it_says_so(text: str, steps: list[str]) -> None:
    assert [item.text for item in items(text)] == steps


def test_what_stands_under_a_step_stays_under_it() -> None:
    text = "Bước 1: Nộp hồ sơ:\n- Đơn;\n- Ảnh.\nBước 2: Nhận thẻ.\nThẻ trả trong ngày."
    assert items(text) == [Item("Nộp hồ sơ:", ("Đơn", "Ảnh.")), Item("Nhận thẻ.", ("Thẻ trả trong ngày.",))]


def test_what_stands_before_the_first_step_is_kept() -> None:
    assert items("Việc này làm như sau:\nBước 1: Nộp.\nBước 2: Nhận.")[0] == Item("Việc này làm như sau:")


def test_no_word_is_lost_in_parting() -> None:
    for text, _ in STEPS:
        kept = "".join("".join(lines_of(text)).split())
        assert kept == "".join(text.removeprefix("Trình tự thực hiện:").split())


PAPERS_HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"


def test_papers_are_parted_at_their_counts() -> None:
    text = (
        f"--{PAPERS_HEAD}Đơn theo Mẫu số 31 bản chính- Ảnh con đò;;0 bản chính,2 bản saoSơ đồ bến1 bản chính,1 bản sao"
    )
    assert cases(text) == [
        Case("", (Paper("Đơn theo Mẫu số 3", 1, 0), Paper("Ảnh con đò", 0, 2), Paper("Sơ đồ bến", 1, 1)))
    ]


@pytest.mark.parametrize(
    ("row", "name", "form"),
    [
        ("Đơn đề nghị cấp thẻMẫu số 02.docx", "Đơn đề nghị cấp thẻ", "Mẫu số 02.docx"),
        ("Đơn theo Thông tư 1/2015/TT-BGT.Mau 3.pdf", "Đơn theo Thông tư 1/2015/TT-BGT.", "Mau 3.pdf"),
        ("Đơn theo Thông tư 1/2015/TT-BGTMẫu số 12A.doc", "Đơn theo Thông tư 1/2015/TT-BGT", "Mẫu số 12A.doc"),
        ("Đơn đề nghị;TK 1.000123.docx", "Đơn đề nghị", "TK 1.000123.docx"),
        ("Ảnh chụp bến đò", "Ảnh chụp bến đò", ""),
    ],
)
def test_the_form_of_a_paper_is_told_from_its_name(row: str, name: str, form: str) -> None:
    assert cases(f"--{PAPERS_HEAD}{row}1 bản chính") == [Case("", (Paper(name, 1, 0, form),))]


def test_each_case_has_its_papers() -> None:
    text = f"a) Đò mới: {PAPERS_HEAD}Đơn1 bản chínhb) Đò cũ:{PAPERS_HEAD}Thẻ cũ0 bản chính,1 bản sao"
    assert cases(text) == [Case("a) Đò mới", (Paper("Đơn", 1, 0),)), Case("b) Đò cũ", (Paper("Thẻ cũ", 0, 1),))]


def test_a_count_within_the_words_of_a_row_is_not_another_row() -> None:
    text = f"--{PAPERS_HEAD}Ảnh con đò: 01 bản chính1 bản chínhĐơn nộp 02 bản chính kèm ảnh1 bản chính"
    assert cases(text)[0].papers == (Paper("Ảnh con đò:", 1, 0), Paper("Đơn nộp 02 bản chính kèm ảnh", 1, 0))


def test_papers_without_the_table_are_the_points_of_their_text() -> None:
    assert cases("- Đơn;\n- Ảnh.") == [Case("", (Paper("Đơn"), Paper("Ảnh.")))]
    assert cases("") == []


def test_every_channel_has_its_own_limit_and_fee() -> None:
    text = (
        "Hình thức nộpThời gianPhí, lệ phíMô tảTrực tuyến3 Ngày làm việcMiễn phíTrực tiếp5 Ngày"
        "20,000 VNĐ(Mỗi thẻ (kể cả cấp lại))Dịch vụ bưu chính8Không có thông tinNộp Trực tiếp thì nhanh hơn."
    )
    assert ways(text) == [
        Way("Trực tuyến", "3 ngày làm việc", "Miễn phí"),
        Way("Trực tiếp", "5 ngày", "20.000 đồng", "Mỗi thẻ (kể cả cấp lại)"),
        Way("Dịch vụ bưu chính", "8", "Không có thông tin", "Nộp Trực tiếp thì nhanh hơn."),
    ]


def test_a_channel_without_a_limit_keeps_its_fee() -> None:
    assert ways("Hình thức nộpThời gianPhí, lệ phíMô tảTrực tuyến120 VNĐ") == [Way("Trực tuyến", "", "120 đồng")]
    assert ways("Nộp tại bến.") == [Way("", "", "", "Nộp tại bến.")]
    assert ways("") == []


def test_laws_are_parted_at_their_numbers() -> None:
    text = (
        "Tên văn bản pháp lýMã văn bảnLuật Đò ngang số 12/2010/QH1212/2010/QH12Nghị định số 34/2011/NĐ-CP ngày"
        " 5/6/2011 của Chính phủ về đò34/2011/NĐ-CPThông tư về bếnsố 56/2012/TT-BGTVTQuy định khác"
    )
    assert laws(text) == [
        Law("12/2010/QH12", "Luật Đò ngang số 12/2010/QH12"),
        Law("34/2011/NĐ-CP", "Nghị định số 34/2011/NĐ-CP ngày 5/6/2011 của Chính phủ về đò"),
        Law("56/2012/TT-BGTVT", "Thông tư về bến"),
        Law("", "Quy định khác"),
    ]


def test_a_law_that_stands_there_twice_is_one() -> None:
    assert len(laws("Luật Đò12/2010/QH12Luật Đò12/2010/QH12")) == 1


def test_results_have_their_codes() -> None:
    text = "Thẻ đò ngang;Mã: KQ.G04.000099Văn bản từ chối.Mã: KQ.G04.000100"
    assert outcomes(text) == [Outcome("Thẻ đò ngang", "KQ.G04.000099"), Outcome("Văn bản từ chối", "KQ.G04.000100")]
    assert outcomes("Thẻ đò ngang") == [Outcome("Thẻ đò ngang")]


def test_a_whole_record_is_read() -> None:
    read = legible(a_record(conditions_text="Không có."))
    assert [step.text for step in read.steps] == ["Chủ đò nộp hồ sơ.", "Cơ quan cấp thẻ xem xét."]
    assert read.cases[0].papers[0] == Paper("Đơn đề nghị cấp thẻ", 1, 0, "Mau so 2.docx")
    assert [way.fee for way in read.ways] == ["Miễn phí", "20.000 đồng"]
    assert [law.number for law in read.laws] == ["12/2010/QH12", "34/2011/NĐ-CP"]
    assert read.results == (Outcome("Thẻ đò ngang", "KQ.G04.000099"),)
    assert read.conditions == ()


def test_reading_costs_no_more_than_the_text_is_long() -> None:
    for text in ("Bước 1: " * 20_000, "- a;" * 40_000, "1 bản chính" * 20_000, "aB" * 60_000, "12/2010/QH12" * 9_000):
        record = a_record(**dict.fromkeys(("procedure_text", "parts_text", "legal_bases_text", "channels_text"), text))
        assert legible(record).name


@pytest.mark.skipif("MOTCUA_SAMPLES" not in os.environ, reason="MOTCUA_SAMPLES names no folder of real records")
def test_real_records_become_legible() -> None:
    content = (Path(os.environ["MOTCUA_SAMPLES"]) / "procedures" / "national-sample.jsonl").read_text("utf-8")
    records = [json.loads(line) for line in content.splitlines()]
    read = [legible(record) for record in records]
    with_steps = [each for each, record in zip(read, records, strict=True) if record["procedure_text"]]
    assert sum(len(each.steps) >= 2 for each in with_steps) / len(with_steps) >= 0.95
    assert all(each.cases for each in read)
    assert sum(bool(each.ways and each.ways[0].channel) for each in read) / len(read) >= 0.95
    assert sum(bool(law.number) for each in read for law in each.laws) / sum(len(each.laws) for each in read) >= 0.95

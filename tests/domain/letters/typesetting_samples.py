"""Sound letters of every kind, and the seed letter as a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from motcua.domain.letters.rules.document import Document, SignerLines
from motcua.domain.letters.rules.file import read_letter
from motcua.domain.letters.states import Authority, Kind, Urgency

SEED_FILE = Path(__file__).with_name("seed-letter.yaml")
SEED = read_letter(SEED_FILE)
CHECK = "https://kiem-tra.example.gov.vn/7K2M-9QXA"

DECISION_BODY = """
Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;

Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ;

Theo đề nghị của Giám đốc Sở Thông tin và Truyền thông tại Tờ trình số 12/TTr-STTTT ngày 05 tháng 3 năm 2024.

QUYẾT ĐỊNH:

**Điều 1.** Phê duyệt Kế hoạch kiểm tra công tác chuyển đổi số năm 2024 (kèm theo Phụ lục I).

Điều 2. Giao nhiệm vụ

1. Sở Thông tin và Truyền thông:

a) Thành lập Đoàn kiểm tra;

b) Báo cáo kết quả trong 30 ngày.

2. Các đơn vị được kiểm tra chuẩn bị hồ sơ, tài liệu.

Điều 3. Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng và Giám đốc Sở Thông tin và Truyền thông chịu trách
nhiệm thi hành Quyết định này./.

# Phụ lục I

DANH SÁCH ĐƠN VỊ ĐƯỢC KIỂM TRA

*(Kèm theo Quyết định số 520/QĐ-UBND ngày 29 tháng 3 năm 2024 của Ủy ban nhân dân tỉnh)*

| STT | Đơn vị | Số hồ sơ |
| :---: | --- | ---: |
| (1) | (2) | (3) |
| 1 | Ủy ban nhân dân huyện Thứ Nhất | 1.204 |
| 2 | Ủy ban nhân dân huyện Thứ Hai | 986 |
"""
PLAN_BODY = """
Căn cứ Quyết định số 520/QĐ-UBND ngày 29 tháng 3 năm 2024 của Ủy ban nhân dân tỉnh;

Căn cứ tình hình thực tế của đơn vị.

I. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

Đánh giá việc giải quyết thủ tục hành chính, trong đó [1.204 hồ sơ](fact:2) của quý III.

2. Yêu cầu

- Kiểm tra đúng trọng tâm, không gây phiền hà;

- Kết luận rõ ràng.

II. NỘI DUNG

| Nội dung | Thời hạn |
| --- | --- |
| Lập kế hoạch | 15/4/2024 |
| Kiểm tra | 30/6/2024 |

III. TỔ CHỨC THỰC HIỆN

Sở Thông tin và Truyền thông chủ trì, phối hợp với các đơn vị có liên quan triển khai thực hiện Kế hoạch này./.
"""
PLAIN_BODY = """
Thực hiện Chương trình công tác năm 2024, Sở Thông tin và Truyền thông xin gửi nội dung như sau:

1. Về kết quả: đã hoàn thành **12 nhiệm vụ** trong tổng số *15 nhiệm vụ* được giao.

2. Về thời gian: từ 08 giờ 00 phút ngày 15 tháng 10 năm 2024.

Sở Thông tin và Truyền thông trân trọng gửi đến quý cơ quan, đơn vị để biết và phối hợp thực hiện./.
"""
_SYMBOLS = {
    Kind.OFFICIAL_LETTER: "STTTT-BCVTCNTT",
    Kind.DECISION: "QĐ-UBND",
    Kind.PLAN: "KH-STTTT",
    Kind.REPORT: "BC-STTTT",
    Kind.SUBMISSION: "TTr-STTTT",
    Kind.NOTICE: "TB-STTTT",
    Kind.MINUTES: "BB-STTTT",
    Kind.INVITATION: "GM-STTTT",
}
_BODIES = {Kind.DECISION: DECISION_BODY, Kind.PLAN: PLAN_BODY}
_FIRST_COPY = {
    Kind.DECISION: "Như Điều 3",
    **dict.fromkeys((Kind.PLAN, Kind.NOTICE, Kind.MINUTES), "UBND tỉnh"),
}
_WITH_ADDRESSEES = {Kind.OFFICIAL_LETTER, Kind.REPORT, Kind.SUBMISSION, Kind.INVITATION}


def a_letter(kind: Kind = Kind.OFFICIAL_LETTER, **changed: object) -> Document:
    """A letter with nothing wrong in it, not numbered yet; `changed` replaces boxes."""
    decision = kind is Kind.DECISION
    letter = Document(
        kind=kind,
        superior="" if decision else "ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC",
        issuer="ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC" if decision else "SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
        symbol=_SYMBOLS[kind],
        place="Bình Phước",
        date="2024-10",
        subject="phê duyệt Kế hoạch kiểm tra công tác chuyển đổi số năm 2024",
        body=_BODIES.get(kind, PLAIN_BODY).strip(),
        to=("Ủy ban nhân dân tỉnh",) if kind in _WITH_ADDRESSEES else (),
        copies=(_FIRST_COPY.get(kind, "Như trên"), "BGĐ Sở", "Lưu: VT, CNTT"),
        signer=SignerLines(
            position="PHÓ CHỦ TỊCH", name="Trần Thị B", authority=Authority.COLLECTIVE, head="CHỦ TỊCH",
            body="ỦY BAN NHÂN DÂN",
        )
        if decision
        else SignerLines(position="CHỦ TỌA" if kind is Kind.MINUTES else "GIÁM ĐỐC", name="Nguyễn Văn A"),
        secretary="Lê Thị C" if kind is Kind.MINUTES else "",
    )  # fmt: skip
    return replace(letter, **changed)  # type: ignore[arg-type]  # the boxes of a Document


def all_kinds() -> list[Document]:
    """One of each kind, and some that have everything a letter can have."""
    return [
        *map(a_letter, Kind),
        SEED,
        a_letter(urgency=Urgency.MOST_URGENT, check_address=CHECK, demo=True, number="05", date="2024-10-08"),
    ]

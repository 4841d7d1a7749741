"""What the papers of these tests say: a birth registered in a commune, with every field filled in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from motcua.kernel.reading import read_yaml
from tests.domain.papers import births, civil, decided, handed_over, reports
from tests.domain.papers.common import COMMON, SIGNER, TOP

PAPERS = Path(__file__).resolve().parents[3] / "packs" / "binh-phuoc" / "papers"
LISTED: list[dict[str, object]] = read_yaml(PAPERS / "papers.yaml")
CODES = [str(paper["code"]) for paper in LISTED]


def source_of(code: str) -> str:
    """The template as a pack's loader stores it: its files joined in the order of papers.yaml."""
    files = next(paper["files"] for paper in LISTED if paper["code"] == code)
    assert isinstance(files, list)
    return "\n".join((PAPERS / name).read_text(encoding="utf-8") for name in files)


CONTENTS: dict[str, dict[str, object]] = {
    "form-01": {
        **COMMON,
        "parts": [
            {"name": "Tờ khai đăng ký khai sinh", "originals": 1, "certified": 0, "copies": 0},
            {"name": "Giấy chứng nhận kết hôn", "originals": 0, "certified": 2, "copies": 3},
        ],
        "sets": 4,
        "limit": "Trong ngày làm việc",
        "received_at": "2024-10-07T08:30:00+07:00",
        "due_at": "2024-10-07T17:00:00+07:00",
        "result_method": "Quầy số 2",
        "explanation": ["Nhận trước 15 giờ nên trả trong ngày."],
        "book": {"volume": "01/2024", "entry": "412"},
    },
    "form-01-nhieu": {
        **COMMON,
        "dossiers": [
            {
                "code": "H10.30.15-241007-0008",
                "procedure": "Cấp bản sao trích lục",
                "lead": "Ủy ban nhân dân xã Minh Thành",
                "received_at": "2024-10-07T08:30:00+07:00",
                "due_at": "2024-10-07T17:00:00+07:00",
                "limit": "Trong ngày",
                "sets": 3,
                "owner": "Trần Văn Tý",
            }
        ],
    },
    "form-02": {
        **COMMON,
        "items": [
            {"name": "Giấy chứng sinh", "note": "bản chụp mờ"},
            {"name": "Tờ khai", "note": "chưa ghi quê quán"},
        ],
        "reason": "Chưa xác định được ngày sinh của trẻ.",
        "window_ends_on": "2024-11-06",
        "help": "Ông/Bà có thể gửi bổ sung bằng điện thoại.",
    },
    "form-03": {
        **COMMON,
        "reason": "Trẻ đã được đăng ký khai sinh tại phường Hưng Long.",
        "help": "Ông/Bà đề nghị cấp bản sao trích lục khai sinh.",
    },
    "form-04": {
        **COMMON,
        "received_at": "2024-10-07T08:30:00+07:00",
        "due_at": "2024-10-07T17:00:00+07:00",
        "new_due_at": "2024-10-09T17:00:00+07:00",
        "at_fault": "Công an xã Minh Thành",
        "reason": "Chưa có kết quả xác minh nơi cư trú của cha.",
    },
    "form-05": {
        **COMMON,
        "book": {"volume": "01/2024", "entry": "412"},
        "received_at": "2024-10-07T08:30:00+07:00",
        "due_at": "2024-10-07T17:00:00+07:00",
        "lead": "Ủy ban nhân dân xã Minh Thành",
        "partners": ["Công an xã", "Bảo hiểm xã hội"],
        "rows": [
            {
                "giver": "Bộ phận Một cửa",
                "receiver": "Công chức Tư pháp",
                "at": "2024-10-07T08:45:00+07:00",
                "given_by": "Lê Thị Bình",
                "received_by": "Ngô Văn Chi",
                "verdict": "Trước hạn",
                "note": "Đã lấy số định danh",
            }
        ],
    },
    "form-06": {
        **COMMON,
        "first": "2024-10-01",
        "last": "2024-10-31",
        "count": 1,
        "rows": [
            {
                "number": 412,
                "code": "H10-0007",
                "procedure": "Đăng ký khai sinh",
                "sets": 1,
                "name": "Trần Văn Dũng",
                "address": "Ấp 2, 0912 345 678",
                "lead": "UBND xã",
                "received_at": "2024-10-07T08:30:00+07:00",
                "due_at": "2024-10-07T17:00:00+07:00",
                "returned_at": "2024-10-08T09:20:00+07:00",
                "method": "Tại quầy",
                "giver": "Lê Bình",
                "receiver": "Vũ Tâm",
                "received_by": "Ngô Chi",
                "area": "Hòa Vinh",
                "note": "Đúng hạn",
            }
        ],
    },
    "notice-of-stop": {**COMMON, "reason": "Đã hết thời hạn bổ sung.", "signer": SIGNER},
    **births.CONTENTS,
    **civil.CONTENTS,
    **decided.CONTENTS,
    **handed_over.CONTENTS,
    **reports.CONTENTS,
}

_ASKED = """
    Mã hồ sơ: H10.30.15-241007-0007
    Đơn vị tiếp nhận: Bộ phận Tiếp nhận và Trả kết quả xã Minh Thành
    Địa chỉ: Tổ 5, ấp Hòa Vinh, thị xã Chơn Thành
    Số điện thoại: 0912 345 678
    Email: ngocanh@example.vn
    Nội dung yêu cầu giải quyết: Thủ tục đăng ký khai sinh
"""
# What must be read on each paper, in the words of the forms.
_PRINTED = {
    "form-01": f"""{TOP}{_ASKED}
        GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ
        Số: 07/BPTNTKQ
        (Liên: Lưu/giao khách hàng)
        Tiếp nhận hồ sơ của: Nguyễn Thị Ngọc Ánh
        Người nộp hồ sơ: Trần Văn Dũng
        Số Căn cước/CMND/Hộ chiếu: 070191001234
        Mã thủ tục: 1.001193
        Lĩnh vực: Hộ tịch
        Thành phần hồ sơ, số lượng mỗi loại giấy tờ gồm:
        Bản chính
        Bản chứng thực
        Bản photo
        1 Tờ khai đăng ký khai sinh 1 0 0
        2 Giấy chứng nhận kết hôn 0 2 3
        Số lượng hồ sơ: 4 (bộ)
        Thời gian giải quyết hồ sơ theo quy định: Trong ngày làm việc
        Thời gian nhận hồ sơ: 08 giờ 30 phút, ngày 07 tháng 10 năm 2024
        Thời gian trả kết quả giải quyết hồ sơ: 17 giờ 00 phút, ngày 07 tháng 10 năm 2024
        Đăng ký nhận kết quả tại: Quầy số 2
        Quyển số: 01/2024
        Số thứ tự: 412
        Nhận trước 15 giờ nên trả trong ngày.
        NGƯỜI NỘP HỒ SƠ (Ký, ghi rõ họ và tên) Trần Văn Dũng
        NGƯỜI TIẾP NHẬN HỒ SƠ (Ký, ghi rõ họ và tên) Lê Thị Bình
        https://dichvucong.example.vn/tra-cuu/H10
        0271 000 0123
        motcua@example.vn
        Địa chỉ: Tổ 3, ấp 4, xã Minh Thành. Giờ làm việc: Thứ Hai đến thứ Sáu, 07:00–11:30 và 13:30–17:00.
    """,
    "form-01-nhieu": f"""{TOP}
        GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ
        Số: 07/BPTNTKQ
        Tiếp nhận hồ sơ của: Nguyễn Thị Ngọc Ánh
        Người nộp hồ sơ: Trần Văn Dũng
        Địa chỉ: Tổ 5, ấp Hòa Vinh, thị xã Chơn Thành
        Đơn vị giải quyết
        Ngày hẹn trả
        H10.30.15-241007-0008
        Cấp bản sao trích lục
        08:30, 07/10/2024
        17:00, 07/10/2024
        Trần Văn Tý
        NGƯỜI TIẾP NHẬN HỒ SƠ (Ký, ghi rõ họ và tên) Lê Thị Bình
    """,
    "form-02": f"""{TOP}{_ASKED}
        PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ
        Số: 07/BPTNTKQ
        Tiếp nhận hồ sơ/yêu cầu của Ông/Bà: Nguyễn Thị Ngọc Ánh
        1 Giấy chứng sinh bản chụp mờ
        2 Tờ khai chưa ghi quê quán
        Lý do: Chưa xác định được ngày sinh của trẻ.
        Bổ sung chậm nhất: ngày 06 tháng 11 năm 2024
        liên hệ với Lê Thị Bình qua số điện thoại 0271 000 0123, email motcua@example.vn
        https://dichvucong.example.vn/tra-cuu/H10
        Ông/Bà có thể gửi bổ sung bằng điện thoại.
        NGƯỜI HƯỚNG DẪN (Ký, ghi rõ họ và tên) Lê Thị Bình
    """,
    "form-06": f"""{TOP}
        SỔ THEO DÕI HỒ SƠ
        Đơn vị: Bộ phận Tiếp nhận và Trả kết quả xã Minh Thành
        Từ ngày 01/10/2024 đến ngày 31/10/2024
        412 H10-0007 Đăng ký khai sinh 1 Trần Văn Dũng Ấp 2, 0912 345 678 UBND xã
        08:30, 07/10/2024 17:00, 07/10/2024 09:20, 08/10/2024 Tại quầy Lê Bình Vũ Tâm Ngô Chi Hòa Vinh Đúng hạn
        Tổng số: 1 hồ sơ
    """,
    "form-03": f"""{TOP}{_ASKED}
        PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ
        Số: 07/BPTNTKQ
        Tiếp nhận hồ sơ của: Nguyễn Thị Ngọc Ánh
        không tiếp nhận, giải quyết hồ sơ này
        Lý do cụ thể: Trẻ đã được đăng ký khai sinh tại phường Hưng Long.
        Ông/Bà đề nghị cấp bản sao trích lục khai sinh.
        số điện thoại 0271 000 0123, email motcua@example.vn
        NGƯỜI NỘP HỒ SƠ (Ký, ghi rõ họ và tên) Trần Văn Dũng
        NGƯỜI TIẾP NHẬN/TỪ CHỐI (Ký, ghi rõ họ và tên) Lê Thị Bình
    """,
    "form-04": f"""{TOP}
        PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ
        Số: 07/BPTNTKQ
        Kính gửi: Nguyễn Thị Ngọc Ánh
        Địa chỉ: Tổ 5, ấp Hòa Vinh, thị xã Chơn Thành
        Số điện thoại: 0912 345 678
        Nội dung đề nghị giải quyết: Thủ tục đăng ký khai sinh
        Mã hồ sơ: H10.30.15-241007-0007
        Ngày tiếp nhận hồ sơ: 08 giờ 30 phút, ngày 07 tháng 10 năm 2024
        Thời gian hẹn trả kết quả: 17 giờ 00 phút, ngày 07 tháng 10 năm 2024
        chân thành xin lỗi
        Cơ quan, đơn vị để chậm: Công an xã Minh Thành
        Lý do chậm: Chưa có kết quả xác minh nơi cư trú của cha.
        Thời gian hẹn lại: 17 giờ 00 phút, ngày 09 tháng 10 năm 2024
        Nơi trả kết quả: Bộ phận Tiếp nhận và Trả kết quả xã Minh Thành, Tổ 3, ấp 4, xã Minh Thành
        THỦ TRƯỞNG CƠ QUAN (Ký tên, đóng dấu) Lê Thị Bình
        Nơi nhận: - Như trên;
    """,
    "form-05": f"""{TOP}
        PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ
        Quyển số: 01/2024
        Số thứ tự: 412
        Kèm theo hồ sơ của: Nguyễn Thị Ngọc Ánh
        Mã hồ sơ: H10.30.15-241007-0007
        Ngày nhận hồ sơ: 08 giờ 30 phút, ngày 07 tháng 10 năm 2024
        Ngày, giờ hẹn trả kết quả: 17 giờ 00 phút, ngày 07 tháng 10 năm 2024
        Cơ quan (bộ phận) giải quyết hồ sơ: Ủy ban nhân dân xã Minh Thành
        Cơ quan phối hợp giải quyết hồ sơ: Công an xã, Bảo hiểm xã hội
        1. Giao: Bộ phận Một cửa
        2. Nhận: Công chức Tư pháp
        08:45, 07/10/2024
        (ký) Lê Thị Bình
        (ký) Ngô Văn Chi
        Trước hạn
        Đã lấy số định danh
    """,
    "notice-of-stop": f"""{TOP}
        THÔNG BÁO
        Về việc dừng giải quyết và trả lại hồ sơ
        Số: 07/BPTNTKQ
        Kính gửi: Ông/Bà Nguyễn Thị Ngọc Ánh
        H10.30.15-241007-0007
        Thủ tục đăng ký khai sinh
        Lý do: Đã hết thời hạn bổ sung.
        số điện thoại: 0912 345 678; email: ngocanh@example.vn
        Nơi nhận: - Như trên; - Bộ phận Tiếp nhận và Trả kết quả xã Minh Thành; - Lưu: VT, hồ sơ.
        TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Phạm Quốc Hùng
    """,
    **births.PRINTED,
    **civil.PRINTED,
    **decided.PRINTED,
    **handed_over.PRINTED,
    **reports.PRINTED,
}


def printed_on(code: str) -> Iterator[str]:
    """Each line that must be read on the paper, whatever the order of the columns."""
    return (line.strip() for line in _PRINTED[code].splitlines() if line.strip())

"""What the papers of these tests say: a birth registered in a commune, with every field filled in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from motcua.kernel.reading import read_yaml
from tests.domain.papers import civil, decided
from tests.domain.papers.common import COMMON, HEADING, SIGNER, TOP

PAPERS = Path(__file__).resolve().parents[3] / "packs" / "binh-phuoc" / "papers"
LISTED: list[dict[str, object]] = read_yaml(PAPERS / "papers.yaml")
CODES = [str(paper["code"]) for paper in LISTED]

IDENTITY = "070324001234"


def source_of(code: str) -> str:
    """The template as a pack's loader stores it: its files joined in the order of papers.yaml."""
    files = next(paper["files"] for paper in LISTED if paper["code"] == code)
    assert isinstance(files, list)
    return "\n".join((PAPERS / name).read_text(encoding="utf-8") for name in files)


_CHILD = {
    "full_name": "TRẦN NGUYỄN KHÁNH HUYỀN",
    "birth_date": "2024-09-15",
    "birth_date_words": "Ngày mười lăm tháng chín năm hai nghìn không trăm hai mươi tư",
    "gender": "Nữ",
    "ethnicity": "Xtiêng",
    "nationality": "Việt Nam",
    "birth_place": "Trung tâm Y tế thị xã Chơn Thành",
    "origin": "Xã Quỳnh Hậu, huyện Quỳnh Lưu",
    "identity_number": IDENTITY,
}

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
    "phieu-tra-giay-to": {
        **COMMON,
        "receiver": "Trần Văn Dũng",
        "papers": [{"name": "Giấy chứng nhận kết hôn", "number": "15/2019"}],
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
    "bien-lai": {
        **COMMON,
        "unit": {"name": "Bộ phận Một cửa xã Minh Thành", "address": "Tổ 3, ấp 4", "tax_code": "3800100200"},
        "form": "01BLP0-001",
        "book": "BP-24P",
        "number": "0000123",
        "payer": {"name": "Trần Văn Dũng", "address": "Tổ 9, ấp 2, xã Minh Thành"},
        "lines": [
            {"title": "Phí cấp bản sao trích lục hộ tịch", "amount": "16.000"},
            {"title": "Lệ phí đăng ký quá hạn", "amount": "8.000"},
        ],
        "amount": "24.000",
        "amount_phi": "16.000",
        "amount_le_phi": "8.000",
        "words": "Hai mươi tư nghìn đồng",
        "means": "Tiền mặt",
    },
    "bien-nhan-ket-qua": {
        **COMMON,
        "receiver": {"name": "Trần Văn Dũng", "relation": "Người thân trong gia đình", "identity_ending": "4321"},
        "handed_at": "2024-10-09T09:15:00+07:00",
        "results": ["Giấy khai sinh số 119/2024"],
        "originals": ["Giấy chứng nhận kết hôn", "Sổ hộ khẩu cũ"],
        "signed": "Đã ký trên máy tính bảng.",
    },
    "phieu-ban-giao": {
        **COMMON,
        "day": "2024-10-09",
        "giver": "Ủy ban nhân dân xã Minh Thành",
        "receiver": "Bộ phận Một cửa xã Minh Thành",
        "given_by": "Ngô Văn Chi",
        "received_by": "Lê Thị Bình",
        "count": 1,
        "rows": [
            {
                "code": "H10.30.15-241007-0007",
                "procedure": "Đăng ký khai sinh",
                "result": "Giấy khai sinh",
                "name": "Nguyễn Thị Ngọc Ánh",
                "address": "Ấp Hòa Vinh",
                "fee": "X",
                "post": "X",
            }
        ],
    },
    "phieu-nhan-phan-anh": {
        **COMMON,
        "code": "BP-241014-0001-8",
        "aloud": "B P 2 4 1 0 1 4 0 0 0 1 8",
        "received_at": "2024-10-14T08:00:00+07:00",
        "due_at": "2024-10-23T08:00:00+07:00",
        "sealed": False,
        "hotline": "1022",
    },
    "niem-yet-phan-anh": {
        **COMMON,
        "hotline": "1022",
        "receiver": {
            "name": "Văn phòng Ủy ban nhân dân tỉnh",
            "phone": "0271 000 0456",
            "email": "vpubnd@example.vn",
            "address": "Đường 6 tháng 1, thành phố Đồng Xoài",
        },
    },
    "register-of-reports": {
        **COMMON,
        "first": "2024-10-01",
        "last": "2024-10-31",
        "count": 2,
        "rows": [
            {
                "number": 12,
                "code": "BP-241014-0001-8",
                "received_at": "2024-10-14T08:00:00+07:00",
                "sender": "Trần Văn Dũng",
                "content": "Cầu gãy một nhịp.",
                "legal_kind": "",
                "unit": "UBND xã",
                "state": "Đã trả lời",
                "answered_at": "2024-10-15T09:20:00+07:00",
            },
            {
                "number": 13,
                "code": "BP-241014-0002-6",
                "received_at": "2024-10-14T10:00:00+07:00",
                "sender": "Lê Thị Tư",
                "content": "Rác đổ ven suối.",
                "legal_kind": "Quy định không thống nhất",
                "unit": "UBND phường",
                "state": "Đã kết thúc",
                "answered_at": "2024-10-16T09:20:00+07:00",
            },
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
    "giay-khai-sinh": {
        **COMMON,
        "registered_on": "2024-10-07",
        "registration_number": "119/2024",
        "book": "02/2024",
        "page": "60",
        "child": _CHILD,
        "mother": {
            "full_name": "NGUYỄN THỊ NGỌC ÁNH",
            "birth_year": "1991",
            "ethnicity": "Tày",
            "nationality": "Việt Nam",
            "residence": "Ấp Hòa Vinh, xã Minh Thành",
        },
        "father": {
            "full_name": "TRẦN VĂN DŨNG",
            "birth_year": "1989",
            "ethnicity": "Kinh",
            "nationality": "Lào",
            "residence": "Ấp 4, xã Minh Thành",
        },
        "declarer": {"full_name": "TRẦN VĂN TUẤN", "papers": "Thẻ căn cước số 070091004321"},
        "place_of_registration": "Ủy ban nhân dân xã Minh Thành",
        "signer": SIGNER,
    },
    "thong-bao-thuong-tru": {
        **COMMON,
        "number": "15/TB",
        "child": _CHILD,
        "residence": "Tổ 9, ấp 2, xã Minh Thành",
        "head_of_household": "TRẦN VĂN DŨNG",
        "effective_on": "2024-10-09",
        "signer": SIGNER,
    },
    "the-bhyt": {
        **COMMON,
        "card_number": "TE 1 70 7024001234",
        "child": _CHILD,
        "valid_from": "2024-09-15",
        "valid_to": "2030-09-30",
        "registered_clinic": "Trạm Y tế xã Minh Thành",
        "issuer": "Bảo hiểm xã hội thị xã Chơn Thành",
        "signer": SIGNER,
    },
    **civil.CONTENTS,
    **decided.CONTENTS,
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
    "phieu-tra-giay-to": f"""{TOP}
        PHIẾU TRẢ LẠI GIẤY TỜ
        Mã hồ sơ: H10.30.15-241007-0007
        Chủ hồ sơ: Nguyễn Thị Ngọc Ánh
        Người nhận lại: Trần Văn Dũng
        1 Giấy chứng nhận kết hôn 15/2019
        Thời gian trả: 08 giờ 31 phút, ngày 07 tháng 10 năm 2024
        NGƯỜI TRẢ (Ký, ghi rõ họ và tên) Lê Thị Bình
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
    "bien-lai": """
        Đơn vị thu: Bộ phận Một cửa xã Minh Thành
        Địa chỉ đơn vị: Tổ 3, ấp 4
        Mã số thuế: 3800100200
        Mẫu số: 01BLP0-001
        Ký hiệu: BP-24P
        Số: 0000123
        BIÊN LAI THU PHÍ, LỆ PHÍ
        (Liên 1: Lưu)
        (Liên 2: Giao người nộp)
        (Liên 3: Nội bộ)
        Người nộp: Trần Văn Dũng
        Địa chỉ: Tổ 9, ấp 2, xã Minh Thành
        Mã hồ sơ: H10.30.15-241007-0007
        Thủ tục: Thủ tục đăng ký khai sinh
        Phí cấp bản sao trích lục hộ tịch 16.000
        Lệ phí đăng ký quá hạn 8.000
        Số tiền: 24.000 đồng (phí (P): 16.000; lệ phí (LP): 8.000)
        Viết bằng chữ: Hai mươi tư nghìn đồng
        Hình thức thanh toán: Tiền mặt
        NGƯỜI THU TIỀN
        Lê Thị Bình
    """,
    "bien-nhan-ket-qua": f"""{TOP}
        PHIẾU BIÊN NHẬN KẾT QUẢ
        Mã hồ sơ: H10.30.15-241007-0007
        Đơn vị trả kết quả: Bộ phận Tiếp nhận và Trả kết quả xã Minh Thành
        Hồ sơ của: Nguyễn Thị Ngọc Ánh
        Nội dung yêu cầu giải quyết: Thủ tục đăng ký khai sinh
        Người nhận kết quả: Trần Văn Dũng
        Quan hệ với người nộp hồ sơ: Người thân trong gia đình
        Bốn số cuối giấy tờ tùy thân: 4321
        Thời gian nhận: 09 giờ 15 phút, ngày 09 tháng 10 năm 2024
        1. Giấy khai sinh số 119/2024
        1. Giấy chứng nhận kết hôn
        2. Sổ hộ khẩu cũ
        Đã ký trên máy tính bảng.
        NGƯỜI NHẬN KẾT QUẢ (Ký, ghi rõ họ và tên) Trần Văn Dũng
    """,
    "phieu-ban-giao": f"""{TOP}
        PHIẾU BÀN GIAO KẾT QUẢ GIẢI QUYẾT HỒ SƠ
        Ngày bàn giao: 09/10/2024
        Bên giao: Ủy ban nhân dân xã Minh Thành
        Bên nhận: Bộ phận Một cửa xã Minh Thành
        Tổng số: 1 kết quả
        1 H10.30.15-241007-0007 Đăng ký khai sinh Giấy khai sinh Nguyễn Thị Ngọc Ánh Ấp Hòa Vinh X X
        NGƯỜI GIAO (Ký, ghi rõ họ và tên) Ngô Văn Chi
        NGƯỜI NHẬN (Ký, ghi rõ họ và tên) Lê Thị Bình
    """,
    "phieu-nhan-phan-anh": f"""{TOP}
        Mã: BP-241014-0001-8
        PHIẾU NHẬN PHẢN ÁNH, KIẾN NGHỊ
        Nơi nhận: Bộ phận Tiếp nhận và Trả kết quả xã Minh Thành
        Địa chỉ: Tổ 3, ấp 4, xã Minh Thành
        Điện thoại: 0271 000 0123
        Mã phản ánh: BP-241014-0001-8
        Đọc từng chữ số: B P 2 4 1 0 1 4 0 0 0 1 8
        Nhận lúc: 08 giờ 00 phút, ngày 14 tháng 10 năm 2024
        Hạn trả lời: 08 giờ 00 phút, ngày 23 tháng 10 năm 2024
        NGƯỜI NHẬN (Ký, ghi rõ họ và tên) Lê Thị Bình
    """,
    "niem-yet-phan-anh": f"""{TOP}
        CÁCH GỬI PHẢN ÁNH, KIẾN NGHỊ VỀ QUY ĐỊNH HÀNH CHÍNH
        Tại đây: Bộ phận Tiếp nhận và Trả kết quả xã Minh Thành
        Điện thoại: 0271 000 0123
        Thư điện tử: motcua@example.vn
        Cơ quan tiếp nhận của tỉnh: Văn phòng Ủy ban nhân dân tỉnh
        Điện thoại: 0271 000 0456
        Thư điện tử: vpubnd@example.vn
        Tổng đài: 1022
    """,
    "register-of-reports": f"""{TOP}
        SỔ TIẾP NHẬN PHẢN ÁNH, KIẾN NGHỊ
        Đơn vị: Bộ phận Tiếp nhận và Trả kết quả xã Minh Thành
        Từ ngày 01/10/2024 đến ngày 31/10/2024
        12 BP-241014-0001-8 08:00, 14/10/2024 Trần Văn Dũng Cầu gãy một nhịp.
        UBND xã Đã trả lời 09:20, 15/10/2024
        13 BP-241014-0002-6 10:00, 14/10/2024 Lê Thị Tư Rác đổ ven suối. Quy định không thống nhất
        UBND phường Đã kết thúc 09:20, 16/10/2024
        Tổng số: 2 phản ánh, kiến nghị
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
    "giay-khai-sinh": f"""{HEADING}
        GIẤY KHAI SINH
        Số: 119/2024
        Quyển số: 02/2024
        Trang số: 60
        Họ, chữ đệm, tên: TRẦN NGUYỄN KHÁNH HUYỀN
        Ngày, tháng, năm sinh: 15/09/2024
        Ghi bằng chữ: Ngày mười lăm tháng chín năm hai nghìn không trăm hai mươi tư
        Giới tính: Nữ Dân tộc: Xtiêng Quốc tịch: Việt Nam
        Nơi sinh: Trung tâm Y tế thị xã Chơn Thành
        Quê quán: Xã Quỳnh Hậu, huyện Quỳnh Lưu
        Số định danh cá nhân: {IDENTITY}
        Họ, chữ đệm, tên người mẹ: NGUYỄN THỊ NGỌC ÁNH
        Năm sinh: 1991 Dân tộc: Tày Quốc tịch: Việt Nam
        Nơi cư trú: Ấp Hòa Vinh, xã Minh Thành
        Họ, chữ đệm, tên người cha: TRẦN VĂN DŨNG
        Năm sinh: 1989 Dân tộc: Kinh Quốc tịch: Lào
        Nơi cư trú: Ấp 4, xã Minh Thành
        Họ, chữ đệm, tên người đi khai sinh: TRẦN VĂN TUẤN
        Giấy tờ tùy thân: Thẻ căn cước số 070091004321
        Nơi đăng ký khai sinh: Ủy ban nhân dân xã Minh Thành
        Ngày, tháng, năm đăng ký: 07/10/2024
        TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Phạm Quốc Hùng
        NHỮNG THÔNG TIN THAY ĐỔI, CẢI CHÍNH SAU NÀY
    """,
    "thong-bao-thuong-tru": f"""{TOP}
        THÔNG BÁO
        Về kết quả đăng ký thường trú
        Số: 15/TB
        Họ, chữ đệm và tên: TRẦN NGUYỄN KHÁNH HUYỀN
        Ngày, tháng, năm sinh: 15/09/2024
        Giới tính: Nữ
        Số định danh cá nhân: {IDENTITY}
        Nơi thường trú: Tổ 9, ấp 2, xã Minh Thành
        Họ, chữ đệm và tên chủ hộ: TRẦN VĂN DŨNG
        Có hiệu lực từ: ngày 09 tháng 10 năm 2024
        TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Phạm Quốc Hùng
    """,
    "the-bhyt": f"""{TOP}
        THẺ BẢO HIỂM Y TẾ
        Mã số: TE 1 70 7024001234
        Họ và tên: TRẦN NGUYỄN KHÁNH HUYỀN
        Ngày sinh: 15/09/2024
        Giới tính: Nữ
        Số định danh cá nhân: {IDENTITY}
        Nơi ĐK KCB ban đầu: Trạm Y tế xã Minh Thành
        Giá trị sử dụng: từ 15/09/2024 đến 30/09/2030
        Nơi cấp, đổi thẻ BHYT: Bảo hiểm xã hội thị xã Chơn Thành
        TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Phạm Quốc Hùng
    """,
    **civil.PRINTED,
    **decided.PRINTED,
}


def printed_on(code: str) -> Iterator[str]:
    """Each line that must be read on the paper, whatever the order of the columns."""
    return (line.strip() for line in _PRINTED[code].splitlines() if line.strip())

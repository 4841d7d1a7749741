"""What the general papers of decisions say: a certificate, a decision and a notice, each of one procedure."""

from __future__ import annotations

from tests.domain.papers.common import COMMON, SIGNER, TOP

IDENTITY = "070324001234"


def _about(code: str, procedure: str) -> dict[str, object]:
    """The common content of a dossier of another procedure, which gives a general paper its words."""
    matter = COMMON["matter"]
    assert isinstance(matter, dict)
    return {**COMMON, "matter": {**matter, "procedure_code": code, "procedure": procedure}}


CONTENTS: dict[str, dict[str, object]] = {
    "giay-chung-nhan": {
        **_about("1.001612", "Đăng ký thành lập hộ kinh doanh"),
        "business": {
            "code": "8765432109",
            "name": "HỘ KINH DOANH TẠP HÓA NGỌC ÁNH",
            "address": "Tổ 5, ấp Hòa Vinh, xã Minh Thành",
            "lines": "4711 Bán lẻ lương thực; 5610 Nhà hàng",
            "capital": "150000000",
        },
        "owner": {
            "full_name": "NGUYỄN THỊ NGỌC ÁNH",
            "birth_date": "1991-02-03",
            "gender": "Nữ",
            "identity_number": IDENTITY,
            "residence": "Ấp Hòa Vinh, xã Minh Thành",
        },
        "signer": {"position": "Trưởng phòng", "name": "Đỗ Minh Tâm"},
    },
    "quyet-dinh-kq": {
        **_about("1.001776", "Trợ cấp xã hội hằng tháng"),
        "decision": {
            "full_name": "TRẦN VĂN LÀNH",
            "birth_date": "1943-05-06",
            "identity_number": IDENTITY,
            "residence": "Tổ 9, ấp 2, xã Minh Thành",
            "group": "Điểm b khoản 5 Điều 5",
            "coefficient": "1,0",
            "amount": "500000",
            "from_month": "10/2024",
        },
        "signer": SIGNER,
    },
    "thong-bao-kq": {
        **_about("1.004194", "Đăng ký tạm trú"),
        "decision": {
            "full_name": "TRẦN VĂN DŨNG",
            "identity_number": IDENTITY,
            "address": "Tổ 9, ấp 2, xã Minh Thành",
            "from": "2024-10-07",
            "until": "2026-10-06",
            "record_number": "G01.816.025/CT",
        },
        "signer": {"position": "Trưởng Công an xã", "name": "Vũ Đình Khang"},
    },
}

PRINTED = {
    "giay-chung-nhan": f"""{TOP}
        GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH
        Số: 07/BPTNTKQ
        Bộ phận Một cửa chứng nhận hộ kinh doanh sau đây đã đăng ký:
        Mã số: 8765432109
        Tên: HỘ KINH DOANH TẠP HÓA NGỌC ÁNH
        Địa chỉ trụ sở: Tổ 5, ấp Hòa Vinh, xã Minh Thành
        Ngành, nghề kinh doanh: 4711 Bán lẻ lương thực; 5610 Nhà hàng
        Vốn (đồng): 150.000.000
        Chủ hộ kinh doanh
        Họ, chữ đệm và tên: NGUYỄN THỊ NGỌC ÁNH
        Ngày, tháng, năm sinh: 03/02/1991
        Giới tính: Nữ
        Số định danh cá nhân: {IDENTITY}
        Nơi cư trú: Ấp Hòa Vinh, xã Minh Thành
        Hồ sơ số: H10.30.15-241007-0007
        TRƯỞNG PHÒNG Đỗ Minh Tâm
    """,
    "quyet-dinh-kq": f"""{TOP}
        QUYẾT ĐỊNH
        Về việc trợ cấp xã hội hằng tháng
        Số: 07/BPTNTKQ
        CHỦ TỊCH BỘ PHẬN MỘT CỬA
        Căn cứ Nghị định số 20/2021/NĐ-CP
        Xét hồ sơ mã số H10.30.15-241007-0007 về việc Trợ cấp xã hội hằng tháng.
        Điều 1. Trợ cấp xã hội hằng tháng đối với:
        Họ, chữ đệm và tên: TRẦN VĂN LÀNH
        Ngày, tháng, năm sinh: 06/05/1943
        Số định danh cá nhân: {IDENTITY}
        Nơi cư trú: Tổ 9, ấp 2, xã Minh Thành
        Đối tượng: Điểm b khoản 5 Điều 5
        Hệ số: 1,0
        Mức hưởng (đồng): 500.000
        Hưởng từ tháng: 10/2024
        Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
        Điều 3. Phòng Lao động – Thương binh và Xã hội
        Nơi nhận: - Như Điều 3; - Bộ phận Tiếp nhận và Trả kết quả xã Minh Thành; - Lưu: VT, hồ sơ.
        TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Phạm Quốc Hùng
    """,
    "thong-bao-kq": f"""{TOP}
        THÔNG BÁO
        Về kết quả đăng ký tạm trú
        Số: 07/BPTNTKQ
        Kính gửi: Ông/Bà Nguyễn Thị Ngọc Ánh
        Căn cứ hồ sơ mã số H10.30.15-241007-0007 (Đăng ký tạm trú), Bộ phận Một cửa thông báo kết quả như sau:
        Họ, chữ đệm và tên: TRẦN VĂN DŨNG
        Số định danh cá nhân: {IDENTITY}
        Từ ngày: 07/10/2024
        Đến ngày: 06/10/2026
        Địa chỉ: Tổ 9, ấp 2, xã Minh Thành
        Số hồ sơ cư trú: G01.816.025/CT
        Nơi nhận: - Như trên; - Bộ phận Tiếp nhận và Trả kết quả xã Minh Thành; - Lưu: VT, hồ sơ.
        TRƯỞNG CÔNG AN XÃ Vũ Đình Khang
    """,
}

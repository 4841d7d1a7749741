"""What is signed where something changes hands: money, results, originals."""

from __future__ import annotations

from tests.domain.papers.common import COMMON, TOP

CONTENTS: dict[str, dict[str, object]] = {
    "phieu-tra-giay-to": {
        **COMMON,
        "receiver": "Trần Văn Dũng",
        "papers": [{"name": "Giấy chứng nhận kết hôn", "number": "15/2019"}],
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
}
# What must be read on each paper, in the words of the forms.
PRINTED = {
    "phieu-tra-giay-to": f"""{TOP}
        PHIẾU TRẢ LẠI GIẤY TỜ
        Mã hồ sơ: H10.30.15-241007-0007
        Chủ hồ sơ: Nguyễn Thị Ngọc Ánh
        Người nhận lại: Trần Văn Dũng
        1 Giấy chứng nhận kết hôn 15/2019
        Thời gian trả: 08 giờ 31 phút, ngày 07 tháng 10 năm 2024
        NGƯỜI TRẢ (Ký, ghi rõ họ và tên) Lê Thị Bình
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
}

"""The papers of reports, with every field filled in, and what must be read on each."""

from __future__ import annotations

from tests.domain.papers.common import COMMON, TOP

CONTENTS: dict[str, dict[str, object]] = {
    "phieu-nhan-phan-anh": {
        **COMMON,
        "code": "BP-241014-0001-8",
        "aloud": "B P 2 4 1 0 1 4 0 0 0 1 8",
        "received_at": "2024-10-14T08:00:00+07:00",
        "due_at": "2024-10-23T08:00:00+07:00",
        "sealed": False,
        "hotline": "1022",
    },
    "phieu-nhan-kien-nghi": {
        **COMMON,
        "code": "KN-240715-0001-1",
        "aloud": "K N 2 4 0 7 1 5 0 0 0 1 1",
        "taken_at": "2024-07-15T09:00:00+07:00",
        "session": "15, khóa X",
        "meeting": {"place": "Nhà văn hóa thôn Đak Xuyên", "day": "2024-07-15"},
        "points": 2,
        "hotline": "1022",
        "url": "https://dichvucong.example.vn/kien-nghi/abc/",
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
}
# What must be read on each paper, in the words of the forms.
PRINTED = {
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
    "phieu-nhan-kien-nghi": f"""{TOP}
        Mã: KN-240715-0001-1
        PHIẾU NHẬN KIẾN NGHỊ CỦA CỬ TRI
        Nơi nhận: Bộ phận Tiếp nhận và Trả kết quả xã Minh Thành
        Mã kiến nghị: KN-240715-0001-1
        Đọc từng chữ số: K N 2 4 0 7 1 5 0 0 0 1 1
        Ghi nhận lúc: 09 giờ 00 phút, ngày 15 tháng 7 năm 2024
        Kỳ họp thứ: 15, khóa X
        Nơi tiếp xúc: Nhà văn hóa thôn Đak Xuyên
        Ngày tiếp xúc: 15/07/2024
        Số ý đã ghi: 2
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
}

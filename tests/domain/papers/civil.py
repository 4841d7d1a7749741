"""The papers of civil status and certification, with every field filled in, and what must be read on each."""

from __future__ import annotations

from tests.domain.papers.common import COMMON, HEADING, SIGNER, TOP

_PERSON = {
    "full_name": "ĐIỂU THỊ LAN",
    "birth_date": "1994-08-30",
    "gender": "Nữ",
    "ethnicity": "Xtiêng",
    "nationality": "Việt Nam",
    "papers": "Thẻ căn cước, 070194001234",
    "residence": "Tổ 9, ấp 4, xã Minh Thành",
}
_REGISTERED = {
    "place_of_registration": "Ủy ban nhân dân xã Minh Thành",
    "registered_on": "2024-10-07",
    "signer": SIGNER,
}

CONTENTS: dict[str, dict[str, object]] = {
    "trich-luc": {
        **COMMON,
        "event": "Kết hôn",
        "paper_name": "Giấy chứng nhận kết hôn",
        "subject": _PERSON,
        "partner": {"full_name": "LÊ VĂN HÙNG"},
        "registered_at": "Ủy ban nhân dân xã Minh Thành",
        "number": "119",
        "book": "02/2016",
        "entry_date": "2016-04-21",
        "entry": "Đăng ký kết hôn lần đầu",
        "note": "Không có",
        "receiver": "NGUYỄN THỊ NGỌC ÁNH",
        "registered_on": "2024-10-07",
        "signer": SIGNER,
    },
    "trich-luc-khai-tu": {
        **COMMON,
        "deceased": _PERSON,
        "death": {"on": "2024-10-02", "time": "08:15", "place": "Ấp 4, xã Minh Thành", "cause": "Bệnh, già"},
        "notice": {
            "kind": "Giấy báo tử của Ủy ban nhân dân xã",
            "number": "21/UBND-GBT",
            "on": "2024-10-03",
            "issuer": "Ủy ban nhân dân xã Minh Thành",
        },
        "declarer": {"full_name": "TRẦN VĂN TUẤN", "papers": "Thẻ căn cước, 070091004321"},
        **_REGISTERED,
    },
    "giay-xac-nhan-tthn": {
        **COMMON,
        "requester": {"full_name": "ĐIỂU THỊ LAN", "papers": "Thẻ căn cước, 070194001234"},
        "subject": _PERSON,
        "stay": {"from": "2012-05-01", "to": "2024-10-04", "place": "Ấp 4, xã Minh Thành"},
        "status": "Chưa đăng ký kết hôn với ai",
        "status_basis": "Cơ sở dữ liệu hộ tịch điện tử",
        "purpose": "Làm thủ tục vay vốn ngân hàng",
        "intended": {"full_name": "LÊ VĂN HÙNG"},
        **_REGISTERED,
    },
    "giay-chung-nhan-ket-hon": {
        **COMMON,
        "registration_number": "48/2024",
        "book": "01/2024",
        "page": "48",
        "wife": _PERSON,
        "husband": {**_PERSON, "full_name": "LÊ VĂN HÙNG", "birth_date": "1992-02-11", "ethnicity": "Kinh"},
        **_REGISTERED,
    },
    "trich-luc-thay-doi": {
        **COMMON,
        "change": {
            "kind": "Cải chính hộ tịch",
            "content": "Chữ đệm của mẹ: từ “Thi” thành “Thị”",
            "reason": "Sai sót của công chức khi đăng ký",
        },
        "record": {
            "event": "Khai sinh",
            "number": "77",
            "book": "01/2012",
            "on": "2012-03-05",
            "place": "Ủy ban nhân dân xã Minh Thành",
        },
        "subject": _PERSON,
        "declarer": {"full_name": "TRẦN VĂN TUẤN", "papers": "Thẻ căn cước, 070091004321"},
        **_REGISTERED,
    },
    "trich-luc-nhan-cha-me-con": {
        **COMMON,
        "recogniser": _PERSON,
        "relation": "Cha nhận con",
        "recognised": {**_PERSON, "full_name": "ĐIỂU MINH KHÔI", "birth_date": "2024-03-03"},
        "basis": "Văn bản giám định quan hệ cha con",
        **_REGISTERED,
    },
    "trich-luc-giam-ho": {
        **COMMON,
        "guardian": _PERSON,
        "ward": {**_PERSON, "full_name": "ĐIỂU MINH KHÔI", "birth_date": "2015-03-03"},
        "kind": "Giám hộ đương nhiên",
        "reason": "Cha mẹ đều đã mất",
        **_REGISTERED,
    },
    "trich-luc-cham-dut-giam-ho": {
        **COMMON,
        "guardian": _PERSON,
        "ward": {**_PERSON, "full_name": "ĐIỂU MINH KHÔI", "birth_date": "2006-03-03"},
        "record": "Số 12, ngày 04/05/2019, xã Minh Thành",
        "reason": "Người được giám hộ đã đủ 18 tuổi",
        **_REGISTERED,
    },
    "xac-nhan-ho-tich": {
        **COMMON,
        "requester": {"full_name": "ĐIỂU THỊ LAN", "papers": "Thẻ căn cước, 070194001234"},
        "subject": _PERSON,
        "event": "Khai sinh",
        "registered_at": "Ủy ban nhân dân xã Minh Thành",
        "confirmed": "Có đăng ký khai sinh, số 77, quyển 01/1994",
        "source": "Sổ đăng ký khai sinh năm 1994",
        "purpose": "Bổ túc hồ sơ bảo hiểm xã hội",
        **_REGISTERED,
    },
    "giay-chung-nhan-nuoi-con-nuoi": {
        **COMMON,
        "registration_number": "03/2024",
        "book": "01/2024",
        "father": {**_PERSON, "full_name": "LÊ VĂN HÙNG"},
        "mother": _PERSON,
        "child": {
            "full_name": "ĐIỂU MINH KHÔI",
            "birth_date": "2022-03-03",
            "gender": "Nam",
            "ethnicity": "Xtiêng",
            "nationality": "Việt Nam",
            "birth_place": "Bệnh viện đa khoa tỉnh",
            "residence": "Trung tâm bảo trợ xã hội tỉnh",
        },
        "giver": "TRẦN THỊ MAI",
        **_REGISTERED,
    },
    "chung-thuc": {
        **COMMON,
        "certified": {
            "number": "1520",
            "kind": "Chứng thực bản sao từ bản chính",
            "document": "Bằng tốt nghiệp trung học phổ thông",
            "issuer": "Sở Giáo dục và Đào tạo",
            "pages": "4",
            "copies": "3",
            "book": "05/2024-SCT/BS",
            "parties": "Không có",
            "statement": "Bản sao đúng với bản chính",
        },
        "requester": {"full_name": "ĐIỂU THỊ LAN", "papers": "Thẻ căn cước, 070194001234"},
        **_REGISTERED,
    },
}

_LAN = """
    Họ, chữ đệm, tên: ĐIỂU THỊ LAN
    Ngày, tháng, năm sinh: 30/08/1994
    Giới tính: Nữ
    Dân tộc: Xtiêng
    Quốc tịch: Việt Nam
    Giấy tờ tùy thân: Thẻ căn cước, 070194001234
    Nơi cư trú: Tổ 9, ấp 4, xã Minh Thành
"""
_SIGNED = """
    TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Phạm Quốc Hùng
"""

PRINTED = {
    "trich-luc": f"""{TOP}{_LAN}{_SIGNED}
        TRÍCH LỤC HỘ TỊCH
        (BẢN SAO)
        Sự kiện hộ tịch: Kết hôn
        Loại giấy tờ: Giấy chứng nhận kết hôn
        Nơi đã đăng ký: Ủy ban nhân dân xã Minh Thành
        Số: 119
        Quyển số: 02/2016
        Ngày đăng ký: 21/04/2016
        Nội dung ghi trong sổ: Đăng ký kết hôn lần đầu
        Ghi chú thay đổi, cải chính: Không có
        Bản sao cấp cho: NGUYỄN THỊ NGỌC ÁNH
        LÊ VĂN HÙNG
        Ngày cấp bản sao: 07/10/2024
    """,
    "trich-luc-khai-tu": f"""{TOP}{_SIGNED}
        TRÍCH LỤC KHAI TỬ
        Họ, chữ đệm, tên người chết: ĐIỂU THỊ LAN
        Ngày, tháng, năm sinh: 30/08/1994
        Giới tính: Nữ
        Dân tộc: Xtiêng
        Giấy tờ tùy thân: Thẻ căn cước, 070194001234
        Nơi cư trú cuối cùng: Tổ 9, ấp 4, xã Minh Thành
        Đã chết vào lúc: 08:15, ngày 02/10/2024
        Nơi chết: Ấp 4, xã Minh Thành
        Nguyên nhân chết: Bệnh, già
        Giấy báo tử hoặc giấy tờ thay thế: Giấy báo tử của Ủy ban nhân dân xã
        Số: 21/UBND-GBT
        Ngày cấp: 03/10/2024
        Cơ quan cấp: Ủy ban nhân dân xã Minh Thành
        Họ, chữ đệm, tên người đi khai tử: TRẦN VĂN TUẤN
        Giấy tờ của người đi khai tử: Thẻ căn cước, 070091004321
        Nơi đăng ký khai tử: Ủy ban nhân dân xã Minh Thành
        Ngày, tháng, năm đăng ký: 07/10/2024
    """,
    "giay-xac-nhan-tthn": f"""{TOP}{_LAN}{_SIGNED}
        GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN
        Xét đề nghị của: ĐIỂU THỊ LAN
        từ 01/05/2012 đến 04/10/2024
        Nơi cư trú trong thời gian đó: Ấp 4, xã Minh Thành
        Tình trạng hôn nhân: Chưa đăng ký kết hôn với ai
        Căn cứ: Cơ sở dữ liệu hộ tịch điện tử
        Mục đích sử dụng: Làm thủ tục vay vốn ngân hàng
        Dự định kết hôn với: LÊ VĂN HÙNG
        không quá 06 tháng kể từ ngày
    """,
    "giay-chung-nhan-ket-hon": f"""{HEADING}{_SIGNED}
        GIẤY CHỨNG NHẬN KẾT HÔN
        Số: 48/2024
        Quyển số: 01/2024
        Trang số: 48
        Họ, chữ đệm, tên vợ: ĐIỂU THỊ LAN
        Họ, chữ đệm, tên chồng: LÊ VĂN HÙNG
        Ngày, tháng, năm sinh: 30/08/1994
        Ngày, tháng, năm sinh: 11/02/1992
        Dân tộc: Xtiêng
        Dân tộc: Kinh
        Quốc tịch: Việt Nam
        Nơi cư trú: Tổ 9, ấp 4, xã Minh Thành
        Giấy tờ tùy thân: Thẻ căn cước, 070194001234
        Nơi đăng ký kết hôn: Ủy ban nhân dân xã Minh Thành
        Ngày, tháng, năm đăng ký: 07/10/2024
    """,
    "trich-luc-thay-doi": f"""{TOP}{_LAN}{_SIGNED}
        TRÍCH LỤC THAY ĐỔI HỘ TỊCH
        Việc đăng ký: Cải chính hộ tịch
        Loại việc đã đăng ký: Khai sinh
        Số: 77
        Quyển số: 01/2012
        Ngày đăng ký: 05/03/2012
        Nơi đã đăng ký: Ủy ban nhân dân xã Minh Thành
        Nội dung: Chữ đệm của mẹ: từ “Thi” thành “Thị”
        Lý do, căn cứ: Sai sót của công chức khi đăng ký
        Người yêu cầu: TRẦN VĂN TUẤN
        Ngày, tháng, năm đăng ký: 07/10/2024
    """,
    "trich-luc-nhan-cha-me-con": f"""{TOP}{_SIGNED}
        TRÍCH LỤC ĐĂNG KÝ NHẬN CHA, MẸ, CON
        Họ, chữ đệm, tên người nhận: ĐIỂU THỊ LAN
        Quan hệ được công nhận: Cha nhận con
        Họ, chữ đệm, tên người được nhận: ĐIỂU MINH KHÔI
        Ngày, tháng, năm sinh: 03/03/2024
        Căn cứ: Văn bản giám định quan hệ cha con
        Nơi đăng ký nhận cha, mẹ, con: Ủy ban nhân dân xã Minh Thành
    """,
    "trich-luc-giam-ho": f"""{TOP}{_SIGNED}
        TRÍCH LỤC ĐĂNG KÝ GIÁM HỘ
        Họ, chữ đệm, tên người giám hộ: ĐIỂU THỊ LAN
        Họ, chữ đệm, tên người được giám hộ: ĐIỂU MINH KHÔI
        Loại giám hộ: Giám hộ đương nhiên
        Lý do, căn cứ: Cha mẹ đều đã mất
        Nơi đăng ký giám hộ: Ủy ban nhân dân xã Minh Thành
    """,
    "trich-luc-cham-dut-giam-ho": f"""{TOP}{_SIGNED}
        TRÍCH LỤC ĐĂNG KÝ CHẤM DỨT GIÁM HỘ
        Họ, chữ đệm, tên người giám hộ: ĐIỂU THỊ LAN
        Họ, chữ đệm, tên người được giám hộ: ĐIỂU MINH KHÔI
        Việc giám hộ đã đăng ký: Số 12, ngày 04/05/2019, xã Minh Thành
        Lý do chấm dứt: Người được giám hộ đã đủ 18 tuổi
        Nơi đăng ký chấm dứt giám hộ: Ủy ban nhân dân xã Minh Thành
    """,
    "xac-nhan-ho-tich": f"""{TOP}{_LAN}{_SIGNED}
        XÁC NHẬN THÔNG TIN HỘ TỊCH
        Theo đề nghị của: ĐIỂU THỊ LAN
        Sự kiện hộ tịch: Khai sinh
        Nơi đã đăng ký: Ủy ban nhân dân xã Minh Thành
        Thông tin được xác nhận: Có đăng ký khai sinh, số 77, quyển 01/1994
        Căn cứ vào: Sổ đăng ký khai sinh năm 1994
        Mục đích sử dụng: Bổ túc hồ sơ bảo hiểm xã hội
        Ngày xác nhận: 07/10/2024
    """,
    "giay-chung-nhan-nuoi-con-nuoi": f"""{HEADING}{_SIGNED}
        GIẤY CHỨNG NHẬN NUÔI CON NUÔI
        Số: 03/2024
        Cha nuôi: LÊ VĂN HÙNG
        Mẹ nuôi: ĐIỂU THỊ LAN
        Con nuôi: ĐIỂU MINH KHÔI
        Ngày, tháng, năm sinh của con nuôi: 03/03/2022
        Nơi sinh: Bệnh viện đa khoa tỉnh
        Nơi cư trú trước đây: Trung tâm bảo trợ xã hội tỉnh
        Người giao con nuôi: TRẦN THỊ MAI
        Nơi đăng ký nuôi con nuôi: Ủy ban nhân dân xã Minh Thành
        Ngày, tháng, năm đăng ký: 07/10/2024
    """,
    "chung-thuc": f"""{TOP}{_SIGNED}
        CHỨNG THỰC
        Số chứng thực: 1520
        Việc chứng thực: Chứng thực bản sao từ bản chính
        Giấy tờ, văn bản được chứng thực: Bằng tốt nghiệp trung học phổ thông
        Cơ quan, tổ chức cấp giấy tờ: Sở Giáo dục và Đào tạo
        Số trang: 4
        Số bản: 3
        Quyển số: 05/2024-SCT/BS
        Người yêu cầu chứng thực: ĐIỂU THỊ LAN
        Giấy tờ của người yêu cầu: Thẻ căn cước, 070194001234
        Các bên, người làm chứng: Không có
        Lời chứng: Bản sao đúng với bản chính
        Nơi chứng thực: Ủy ban nhân dân xã Minh Thành
        Ngày, tháng, năm chứng thực: 07/10/2024
    """,
}

"""What comes of a birth: the certificate, the residence and the insurance card, with every field filled in."""

from __future__ import annotations

from tests.domain.papers.common import COMMON, HEADING, SIGNER, TOP

IDENTITY = "070324001234"
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
}
# What must be read on each paper, in the words of the forms.
PRINTED = {
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
}

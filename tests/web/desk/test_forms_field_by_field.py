"""Forms 01 to 06 and the prints of the office, laid beside the law field by field, as they really come.

Each row is a field of Thông tư 01/2018/TT-VPCP (docs/law/one-stop.md): what stands before it, and what it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import translation

from tests.build.cast import Cast
from tests.web.desk import prints

pytestmark = pytest.mark.django_db

UNIT = "Bộ phận Tiếp nhận và Trả kết quả xã Đak Nhau"
COMMITTEE = "Ủy ban nhân dân xã Đak Nhau"
HOME = "thôn Đak Xuyên, xã Đak Nhau, huyện Bù Đăng, tỉnh Bình Phước"
DAY = "14/10/2024"
CODE = "H10.30.13.01-241014-0001"
EIGHT_TEN, FIVE = "08 giờ 10 phút, ngày 14 tháng 10 năm 2024", "17 giờ 00 phút, ngày 14 tháng 10 năm 2024"
NATIONAL = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",)
OF_THE_UNIT = (
    *NATIONAL,
    "ỦY BAN NHÂN DÂN XÃ ĐAK NHAU BỘ PHẬN TIẾP NHẬN VÀ TRẢ KẾT QUẢ XÃ ĐAK NHAU",
    "Đak Nhau, ngày 14",
)
AN = (f"Địa chỉ: {HOME}", "Số điện thoại: 0912345678", "Email: an@example.vn")
WHY = "Giấy chứng sinh chụp mờ, không đọc được số."
HELP = ("0271 000 0013", "motcua.daknhau@binhphuoc.example", "http://localhost:8000/tra-cuu/?")

FIELDS: dict[Callable[[Cast], bytes], tuple[str, ...]] = {
    prints.receipt_online: (
        *OF_THE_UNIT,
        "Số: 01/BPTNTKQ",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        f"Mã hồ sơ: {CODE}",
        "(Liên: Lưu/giao khách hàng)",
        f"Đơn vị tiếp nhận: {UNIT}",
        "Tiếp nhận hồ sơ của: Điểu Thị An",
        "Người nộp hồ sơ: Điểu Thị An",
        *AN,
        "Số Căn cước/CMND/Hộ chiếu: 070••••••234",
        "Nội dung yêu cầu giải quyết: Đăng ký khai sinh",
        "Thành phần hồ sơ, số lượng mỗi loại giấy tờ gồm: Số lượng TT Tên giấy tờ Bản chính Bản chứng thực Bản photo",
        "1 Giấy chứng sinh 0 0 1",
        "Số lượng hồ sơ: 1 (bộ)",
        "Thời gian giải quyết hồ sơ theo quy định: trong ngày",
        f"Thời gian nhận hồ sơ: {EIGHT_TEN}",
        f"Thời gian trả kết quả giải quyết hồ sơ: {FIVE}",
        "Đăng ký nhận kết quả tại: Nhận tại bộ phận một cửa",
        "Vào Sổ theo dõi hồ sơ, Quyển số: 10/2024 Số thứ tự: 1",
        "NGƯỜI NỘP HỒ SƠ (Ký, ghi rõ họ và tên) Điểu Thị An",
        "NGƯỜI TIẾP NHẬN HỒ SƠ (Ký, ghi rõ họ và tên) Nguyễn Văn Bình",
        *HELP,
    ),
    prints.receipt_at_counter: (
        "(Liên: Lưu)",
        "(Liên: Giao khách hàng)",
        "Tiếp nhận hồ sơ của: Trần Văn Tý",
        "1 Bản chính giấy tờ 1 1 2",
        "Bản chính đơn vị đang giữ: Bản chính giấy tờ: BC-123/2003",
    ),
    prints.receipt_for_several: (
        *OF_THE_UNIT,
        "Số: 03/BPTNTKQ",
        "STT Mã hồ sơ, nội dung Đơn vị giải quyết Ngày nhận Ngày hẹn trả Thời hạn xử lý Số bộ Họ tên chủ hồ sơ",
        f"1 {CODE} Chứng thực bản sao từ bản chính {COMMITTEE} 08:00, {DAY} 17:00, {DAY} trong ngày 1 Trần Văn Tý",
        f"2 H10.30.13.01-241014-0002 Chứng thực chữ ký {COMMITTEE} 09:00, {DAY} 17:00, {DAY} trong ngày 1 Trần Văn Tý",
    ),
    prints.request_to_supplement: (
        *NATIONAL,
        "ỦY BAN NHÂN DÂN XÃ ĐAK NHAU CỘNG HÒA",
        "Số: 01/HDHS",
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        f"Mã hồ sơ: {CODE}",
        f"Đơn vị tiếp nhận: {UNIT}",
        "Tiếp nhận hồ sơ/yêu cầu của Ông/Bà: Điểu Thị An",
        *AN,
        "Nội dung yêu cầu giải quyết: Đăng ký khai sinh",
        "TT Giấy tờ, thông tin Cần bổ sung, hoàn thiện Bản chính Bản chứng thực Bản photo",
        "1 Giấy chứng sinh Chụp lại cho rõ cả bốn góc. 1 0 0",
        f"Lý do: {WHY}",
        "Bổ sung chậm nhất: ngày 13 tháng 11 năm 2024",
        "liên hệ với Lê Thị Hộ qua số điện thoại",
        *HELP,
        "NGƯỜI HƯỚNG DẪN (Ký, ghi rõ họ và tên) Lê Thị Hộ",
    ),
    prints.refusal: (
        *OF_THE_UNIT,
        "Số: 01/TCHS",
        "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ",
        "Mã hồ sơ: YC-",
        f"Đơn vị tiếp nhận: {UNIT}",
        "Tiếp nhận hồ sơ của: Điểu Thị An",
        *AN,
        "Nội dung yêu cầu giải quyết: Đăng ký khai sinh",
        f"Qua xem xét, {UNIT} thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau",
        f"Lý do cụ thể: {WHY}",
        "liên hệ với Nguyễn Văn Bình qua số điện thoại",
        *HELP,
        "NGƯỜI NỘP HỒ SƠ (Ký, ghi rõ họ và tên) Điểu Thị An",
        "NGƯỜI TIẾP NHẬN/TỪ CHỐI (Ký, ghi rõ họ và tên) Nguyễn Văn Bình",
    ),
    prints.apology: (
        *NATIONAL,
        "Số: 01/PXL",
        "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ",
        f"Mã hồ sơ: {CODE}",
        "Kính gửi: Điểu Thị An",
        *AN,
        "Nội dung đề nghị giải quyết: Liên thông đăng ký khai sinh, đăng ký thường trú, cấp thẻ bảo hiểm y tế",
        f"Ngày tiếp nhận hồ sơ: {EIGHT_TEN}",
        "Thời gian hẹn trả kết quả: 08 giờ 10 phút, ngày 11 tháng 11 năm 2024",
        f"Cơ quan, đơn vị để chậm: {COMMITTEE}",
        "Lý do chậm: Chưa có kết quả xác minh nơi cư trú.",
        f"{COMMITTEE} chân thành xin lỗi Ông/Bà về sự chậm trễ này.",
        "Thời gian hẹn lại: 16 giờ 30 phút, ngày 15 tháng 11 năm 2024",
        f"Nơi trả kết quả: {UNIT}, Trụ sở UBND xã Đak Nhau, huyện Bù Đăng, tỉnh Bình Phước",
        "THỦ TRƯỞNG CƠ QUAN (Ký tên, đóng dấu) Phạm Thị Chi",
        f"Nơi nhận: - Như trên; - {UNIT}; - Lưu: VT, hồ sơ.",
    ),
    prints.control_slip: (
        *OF_THE_UNIT,
        "Quyển số: 10/2024 – Số thứ tự: 1",
        "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ",
        "Kèm theo hồ sơ của: Điểu Thị An",
        f"Mã hồ sơ: {CODE}",
        f"Ngày nhận hồ sơ: {EIGHT_TEN}",
        f"Ngày, giờ hẹn trả kết quả: {FIVE}",
        f"Cơ quan (bộ phận) giải quyết hồ sơ: {COMMITTEE}",
        "Cơ quan phối hợp giải quyết hồ sơ: ---",
        "Thời gian giao, nhận Người giao Người nhận Kết quả giải quyết Ghi chú",
        f"1. Giao: {UNIT} 2. Nhận: {COMMITTEE} 08:10, {DAY} (ký) Nguyễn Văn Bình (ký) Lê Thị Hộ Trước hạn Tiếp nhận,",
        f"1. Giao: {COMMITTEE} 2. Nhận: {UNIT} 08:40, {DAY} (ký) Hoàng Văn Thư (ký) --- Trước hạn Vào số, đóng dấu",
    ),
    prints.register: (
        *OF_THE_UNIT,
        f"Đơn vị: {UNIT}",
        "SỔ THEO DÕI HỒ SƠ Từ ngày 01/10/2024 đến ngày 31/10/2024",
        "STT Mã hồ sơ Tên TTHC / Nội dung Số lượng (bộ) Tên cá nhân, tổ chức Địa chỉ, số điện thoại",
        *("Cơ quan chủ trì giải quyết Phương thức nhận kết quả", "Ngày, tháng, năm", "Ký nhận"),
        "Người nhận hồ sơ Địa bàn phát sinh Ghi chú",
        "Nhận hồ sơ Hẹn trả kết quả Trả kết quả Bên giao Bên nhận",
        "Đăng ký khai sinh 1 Điểu Thị An thôn Đak Xuyên, xã Đak Nhau, huyện Bù Đăng, tỉnh Bình Phước, 0912345678",
        f"{COMMITTEE} 08:10, 14/10/2024 17:00, 14/10/2024 10:00, 14/10/2024 Nhận tại bộ phận một cửa",
        "Một cửa xã Đak Nhau Điểu Văn Khang Nguyễn Văn Bình Xã Đak Nhau Đúng hạn",
        "Tổng số: 1 hồ sơ.",
    ),
    prints.hand_over_list: (
        *OF_THE_UNIT,
        "PHIẾU BÀN GIAO KẾT QUẢ GIẢI QUYẾT HỒ SƠ",
        f"Bên giao: {COMMITTEE}",
        f"Bên nhận: {UNIT}",
        "TT Mã hồ sơ Nội dung Kết quả Họ tên Địa chỉ Phí (X) Bưu điện (X)",
        f"1 {CODE} Đăng ký khai sinh Giấy khai sinh 01/2024 Điểu Thị An {HOME} X –",
        "NGƯỜI GIAO (Ký, ghi rõ họ và tên)",
        "NGƯỜI NHẬN (Ký, ghi rõ họ và tên)",
    ),
    prints.slip_for_a_result: (
        *OF_THE_UNIT,
        "PHIẾU BIÊN NHẬN KẾT QUẢ",
        f"Mã hồ sơ: {CODE}",
        "Người nhận kết quả: Điểu Văn Khang",
        "Quan hệ với người nộp hồ sơ: Người thân trong gia đình",
        "Bốn số cuối giấy tờ tùy thân: 4321",
        "Thời gian nhận: 10 giờ 00 phút, ngày 14 tháng 10 năm 2024",
        "Kết quả đã nhận: 1. Giấy khai sinh, số 01/2024",
        "Giấy tờ gốc được trả lại: 1. Giấy chứng sinh",
    ),
    prints.receipt_for_fees: (
        *(f"BIÊN LAI THU PHÍ, LỆ PHÍ (Liên {copy})" for copy in ("1: Lưu", "2: Giao người nộp", "3: Nội bộ")),
        f"Đơn vị thu: {UNIT}",
        "Mã số thuế: ",
        "Mẫu số: 01BLP0-001",
        "Ký hiệu: BP-24P",
        "Số: 0000001",
        "Người nộp: Điểu Thị An",
        f"Địa chỉ: {HOME}",
        f"Mã hồ sơ: {CODE}",
        "Phí cấp bản sao trích lục hộ tịch 16.000",
        "Số tiền: 16.000 đồng (phí (P): 16.000; lệ phí (LP): 0)",
        "Viết bằng chữ: Mười sáu nghìn đồng",
        "Hình thức thanh toán: Tiền mặt",
        "NGƯỜI THU TIỀN (Ký, ghi rõ họ và tên) Nguyễn Văn Bình",
    ),
    prints.receipt_for_originals: (
        *OF_THE_UNIT,
        "Số: 01/PTGT",
        "Người nhận lại: Trần Văn Tèo",
        "1 Bản chính giấy tờ BC-123/2003",
    ),
    prints.notice_of_stop: (
        *NATIONAL,
        "Số: 01/TB-UBND",
        f"Kính gửi: Ông/Bà Điểu Thị An {COMMITTEE} đã nhận hồ sơ mã số {CODE}",
        f"Lý do: {WHY}",
        "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH ……………………",
        f"Nơi nhận: - Như trên; - {UNIT}; - Lưu: VT, hồ sơ.",
    ),
    prints.birth_certificate: (
        *NATIONAL,
        "Số: 01/2024 Quyển số: …………………… Trang số: ……………………",
        "NGƯỜI KÝ GIẤY KHAI SINH (Ký, ghi rõ họ, chữ đệm, tên, chức vụ và đóng dấu)",
        "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Phạm Thị Chi",
    ),
}


def missing(pdf: bytes, fields: tuple[str, ...]) -> list[str]:
    """The fields that cannot be read; in a narrow column a code or a dash may have ended its line early."""
    text = re.sub(r"\s+", "", prints.read(pdf))
    return [field for field in fields if re.sub(r"\s+", "", field) not in text]


@pytest.mark.parametrize("bring", FIELDS, ids=lambda bring: bring.__name__)
def test_every_field_of_the_form_says_what_is_known(bring: Callable[[Cast], bytes]) -> None:
    assert missing(bring(Cast.of()), FIELDS[bring]) == []


@pytest.mark.parametrize("bring", FIELDS, ids=lambda bring: bring.__name__)
def test_a_paper_is_written_in_vietnamese_whoever_reads_the_page_in_english(bring: Callable[[Cast], bytes]) -> None:
    with translation.override("en"):
        assert missing(bring(Cast.of()), FIELDS[bring]) == []

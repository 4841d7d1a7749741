"""What every paper of these tests says, whichever it is: the office, the matter, who signs."""

from __future__ import annotations

from motcua.domain.papers.rules import qr_svg

COMMON: dict[str, object] = {
    "agency": {"superior": "UBND xã Minh Thành", "name": "Bộ phận Một cửa", "place": "Minh Thành"},
    "unit": {
        "name": "Bộ phận Tiếp nhận và Trả kết quả xã Minh Thành",
        "phone": "0271 000 0123",
        "email": "motcua@example.vn",
        "address": "Tổ 3, ấp 4, xã Minh Thành",
        "hours": "Thứ Hai đến thứ Sáu, 07:00–11:30 và 13:30–17:00",
    },
    "symbol": "07/BPTNTKQ",
    "issued_at": "2024-10-07T08:31:00+07:00",
    "demo": False,
    "public_url": "https://dichvucong.example.vn",
    "matter": {
        "code": "H10.30.15-241007-0007",
        "request_code": "YC-7K3M-9PQ9",
        "url": "https://dichvucong.example.vn/tra-cuu/H10",
        "procedure_code": "1.001193",
        "procedure": "Thủ tục đăng ký khai sinh",
        "field": "Hộ tịch",
    },
    "applicant": {
        "name": "Nguyễn Thị Ngọc Ánh",
        "address": "Tổ 5, ấp Hòa Vinh, thị xã Chơn Thành",
        "phone": "0912 345 678",
        "email": "ngocanh@example.vn",
        "identity": "070191001234",
    },
    "submitter": {"name": "Trần Văn Dũng"},
    "official": {"name": "Lê Thị Bình", "position": "Công chức Tư pháp – Hộ tịch"},
    "qr_svg": qr_svg("https://dichvucong.example.vn/tra-cuu/qr/AbCdEfGhIjKlMnOpQrStUv"),
}
SIGNER = {"authority": "TM. Ủy ban nhân dân", "position": "Chủ tịch", "name": "Phạm Quốc Hùng"}

HEADING = """
    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    Độc lập - Tự do - Hạnh phúc
"""
TOP = f"""{HEADING}
    UBND XÃ MINH THÀNH
    BỘ PHẬN MỘT CỬA
    Minh Thành, ngày 07 tháng 10 năm 2024
"""

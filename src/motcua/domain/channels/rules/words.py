"""What goes back by e-mail or Zalo: short, courteous, and with the one thing to do next."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

REASONS = {
    "report_says_nothing": "Nội dung quá ngắn, chưa rõ việc gì.",
    "report_too_long": "Nội dung quá dài.",
    "report_needs_a_contact": "Chưa có số điện thoại để liên hệ lại.",
    "report_needs_a_place": "Chưa rõ việc xảy ra ở xã, phường nào.",
    "too_many_files": "Gửi quá nhiều tệp trong một lần.",
}
OTHERWISE = "Nội dung gửi chưa nhận được."


def filed(code: str, page: str, hotline: str, left_out: Sequence[str]) -> tuple[str, str]:
    """That a report was taken in, under its code."""
    body = [
        _("Kính gửi ông/bà,"),
        _("Phản ánh của ông/bà đã được ghi nhận với mã %(code)s.") % {"code": code},
        _("Muốn bổ sung, xin trả lời thư này và giữ nguyên địa chỉ nhận."),
    ]
    if page:
        body.append(_("Xem tại: %(address)s") % {"address": page})
    if left_out:
        body.append(
            _("Những tệp sau không nhận được (chỉ nhận PDF, JPG, PNG đến 10 MB): %(names)s.")
            % {"names": ", ".join(left_out)}
        )
    body.append(_("Cần hỏi thêm, xin gọi %(hotline)s và đọc mã %(code)s.") % {"hotline": hotline, "code": code})
    return _("Đã nhận phản ánh [%(code)s]") % {"code": code}, "\n\n".join(body)


def added(code: str, hotline: str) -> tuple[str, str]:
    """That what was sent later lies with the report."""
    body = [
        _("Kính gửi ông/bà,"),
        _("Thư của ông/bà đã được chuyển vào phản ánh %(code)s.") % {"code": code},
        _("Cần hỏi thêm, xin gọi %(hotline)s và đọc mã %(code)s.") % {"hotline": hotline, "code": code},
    ]
    return _("Đã nhận thư bổ sung [%(code)s]") % {"code": code}, "\n\n".join(body)


def refused(reason: str, hotline: str) -> tuple[str, str]:
    """That nothing was taken in, why, and what helps."""
    body = [
        _("Kính gửi ông/bà,"),
        _("Thư của ông/bà chưa được ghi nhận thành phản ánh. Lý do: %(reason)s")
        % {"reason": REASONS.get(reason, OTHERWISE)},
        _("Xin viết rõ việc gì, ở đâu (xã, phường, thôn), rồi gửi lại; hoặc gọi %(hotline)s.") % {"hotline": hotline},
    ]
    return _("Thư của ông/bà chưa được ghi nhận"), "\n\n".join(body)


def zalo_filed(code: str, hotline: str) -> str:
    """That what was written became a report."""
    return _("Đã ghi nhận phản ánh, mã %(code)s. Cần hỏi thêm, xin gọi %(hotline)s và đọc mã này.") % {
        "code": code,
        "hotline": hotline,
    }


def zalo_ask(wanted: str) -> str:
    """What is still needed: a telephone number, or words."""
    if wanted == "phone":
        return _("Xin cho biết số điện thoại để đơn vị giải quyết liên hệ lại. Số này chỉ dùng cho phản ánh.")
    return _("Xin viết rõ việc gì, ở xã, phường, thôn nào.")

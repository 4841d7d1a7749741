"""What somebody is told whose result waits at the counter."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _


def reminder(about: Mapping[str, object]) -> tuple[str, str]:
    """Subject and body in the language that is active; `about` are words already written."""
    paragraphs = [
        _("Kính gửi ông/bà %(name)s,"),
        _("Hồ sơ %(procedure)s (%(code)s) đã có kết quả từ ngày %(since)s và vẫn chờ ông/bà đến nhận."),
        _("Nơi trả kết quả: %(unit)s, %(address)s. Giờ làm việc: %(hours)s. Khi đến, xin mang theo giấy tờ tùy thân."),
        _("Nếu không đến được, ông/bà có thể nhờ người thân hoặc gọi %(unit)s, điện thoại %(phone)s."),
    ]
    return _("Kết quả hồ sơ %(code)s đang chờ nhận") % about, "\n\n".join(each % about for each in paragraphs)

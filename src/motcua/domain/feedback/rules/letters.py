"""What whoever reported is told, event by event: short, courteous, and with the one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from motcua.domain.feedback.states import Event


@dataclass(frozen=True)
class Circumstances:
    """What the sentences are filled with; dates are written already. `first`: it is their own report that goes on, and
    not one that theirs was merged into."""

    code: str
    about: str
    unit: str
    due: str
    reason: str
    address: str
    verdict_address: str
    first: bool
    hotline: str
    days: int


def letter(event: Event, about: Circumstances) -> tuple[str, str]:
    """Subject and body of the message about this event, in the language that is active."""
    subject, middle = _words(event, about)
    follow = _("Xem tại: %(address)s") % {"address": about.address}
    closing = _("Cần hỏi thêm, xin gọi %(hotline)s và đọc mã %(code)s.") % vars(about)
    return subject, "\n\n".join([_("Kính gửi ông/bà,"), middle, follow, closing])


def sentences(*said: str) -> str:
    """What people typed, each ended by a sign, so that the next sentence does not run into it."""
    typed = [each.strip() for each in said if each.strip()]
    return " ".join(each if each.endswith((".", "?", "!", "…")) else f"{each}." for each in typed)


def with_its_day(question: str, day: date) -> str:
    """A question with the day before which it wants a reply, as it is shown, sent and read out wherever it goes."""
    return f"{sentences(question)} Xin trả lời trước ngày {day:%d/%m/%Y}."


def in_short(subject: str, about: Circumstances) -> str:
    """The message as an SMS: what happened, and where to look; nothing of what was written."""
    return _("%(subject)s. Xem tại %(address)s") % {"subject": subject, "address": about.address}


def _words(event: Event, about: Circumstances) -> tuple[str, str]:
    table = {
        Event.FILED: (
            _("Đã nhận phản ánh %(code)s"),
            _(
                "Phản ánh về “%(about)s” đã được ghi nhận với mã %(code)s. Hạn trả lời: %(due)s. "
                "Ông/bà không cần làm gì thêm; mỗi khi có thay đổi, ông/bà sẽ được báo."
            ),
        ),
        Event.FORWARDED: (
            _("Phản ánh %(code)s đã chuyển %(unit)s"),
            _("Phản ánh về “%(about)s” đã được chuyển đến %(unit)s giải quyết. Hạn trả lời: %(due)s."),
        ),
        Event.ACCEPTED: (
            _("%(unit)s đã nhận giải quyết phản ánh %(code)s"),
            _("%(unit)s đã nhận giải quyết phản ánh về “%(about)s”. Hạn trả lời: %(due)s."),
        ),
        Event.ASKED: (
            _("Phản ánh %(code)s: đơn vị cần hỏi thêm"),
            _(
                "Đơn vị giải quyết cần ông/bà cho biết thêm: %(reason)s Xin trả lời trên trang của phản ánh. "
                "Đơn vị không được biết tên, số điện thoại của ông/bà nếu ông/bà chưa đồng ý."
            ),
        ),
        Event.REPLY_LAPSED: (
            _("Phản ánh %(code)s: không nhận được bổ sung"),
            _(
                "Đã hết ngày chờ mà chưa nhận được câu trả lời của ông/bà. %(unit)s tiếp tục giải quyết phản ánh về "
                "“%(about)s” theo những gì đã có. Hạn trả lời: %(due)s."
            ),
        ),
        Event.REJECTED: (
            _("Phản ánh %(code)s không được tiếp nhận"),
            _("Rất tiếc, phản ánh về “%(about)s” không được tiếp nhận. Lý do: %(reason)s"),
        ),
        Event.MERGED: (
            _("Phản ánh %(code)s được gộp với phản ánh đã có"),
            _(
                "Việc ông/bà phản ánh đã có người báo trước và đang được giải quyết. Hai phản ánh được gộp làm một; "
                "ông/bà vẫn được báo khi có kết quả."
            ),
        ),
        Event.GUIDED: (
            _("Phản ánh %(code)s: hướng dẫn gửi đơn"),
            _("Nội dung ông/bà gửi thuộc trường hợp phải có đơn. %(reason)s"),
        ),
        Event.PASSED_ON: (
            _("Phản ánh %(code)s đã chuyển cơ quan có thẩm quyền"),
            _("Việc ông/bà phản ánh thuộc thẩm quyền của cơ quan ngoài tỉnh và đã được chuyển đi. %(reason)s"),
        ),
        Event.EXTENDED: (
            _("Phản ánh %(code)s: hẹn trả lời lại vào %(due)s"),
            _(
                "%(unit)s cần thêm thời gian. Lý do: %(reason)s Hạn trả lời mới: %(due)s. "
                "Thời hạn chỉ được gia hạn một lần."
            ),
        ),
        Event.ANSWERED: (
            _("Phản ánh %(code)s đã có trả lời"),
            _(
                "%(unit)s trả lời: %(reason)s\n\nViệc đã xong chưa? Xin cho biết trong %(days)s ngày tại: "
                "%(verdict_address)s Nếu ông/bà chọn “Chưa xong”, phản ánh được mở lại ngay."
            ),
        ),
        Event.REOPENED: (
            _("Phản ánh %(code)s đã được mở lại"),
            _("Phản ánh về “%(about)s” đã được mở lại vì ông/bà cho biết việc chưa xong. Hạn cũ vẫn giữ: %(due)s."),
        ),
        Event.CLOSED: (
            _("Phản ánh %(code)s đã kết thúc"),
            _("Phản ánh về “%(about)s” đã kết thúc. Cảm ơn ông/bà đã góp ý."),
        ),
        Event.HANDED_ON: (
            _("Phản ánh %(code)s do %(unit)s tiếp tục giải quyết"),
            _(
                "Do sắp xếp lại cơ quan, %(unit)s tiếp tục giải quyết phản ánh về “%(about)s”. "
                "Ông/bà không phải gửi lại; hạn trả lời không thay đổi: %(due)s."
            ),
        ),
        Event.DUE_DATE_CHANGED: (
            _("Phản ánh %(code)s: hạn trả lời thay đổi"),
            _("Lịch làm việc của cơ quan thay đổi, nên hạn trả lời mới là %(due)s."),
        ),
    }
    subject, body = table[event]
    if not about.first:
        body = {
            Event.ANSWERED: _("%(unit)s trả lời việc ông/bà và người khác cùng phản ánh: %(reason)s"),
            Event.REOPENED: _(
                "Phản ánh về “%(about)s” đã được mở lại vì người gửi đầu tiên cho biết việc chưa xong. "
                "Hạn cũ vẫn giữ: %(due)s."
            ),
        }.get(event, body)
    return subject % vars(about), body % vars(about)

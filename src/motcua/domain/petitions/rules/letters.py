"""What a voter is told, event by event: short, courteous, and with the one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.domain.petitions.states import Event


@dataclass(frozen=True)
class Circumstances:
    """What the sentences are filled with; dates are written already."""

    code: str
    about: str
    unit: str
    due: str
    reason: str
    session: str
    other: str
    address: str
    hotline: str


def letter(event: Event, about: Circumstances) -> tuple[str, str]:
    """Subject and body of the message about this event, in the language that is active."""
    subject, middle = _words(event, about)
    follow = _("Xem tại: %(address)s") % {"address": about.address}
    closing = _("Cần hỏi thêm, xin gọi %(hotline)s và đọc mã %(code)s.") % vars(about)
    return subject, "\n\n".join([_("Kính gửi ông/bà,"), middle, follow, closing])


def in_short(subject: str, about: Circumstances) -> str:
    """The message as an SMS: what happened, and where to look; nothing of what was said."""
    return _("%(subject)s. Xem tại %(address)s") % {"subject": subject, "address": about.address}


def sentences(*said: str) -> str:
    """What people typed, each ended by a sign, so that the next sentence does not run into it."""
    typed = [each.strip() for each in said if each.strip()]
    return " ".join(each if each.endswith((".", "?", "!", "…")) else f"{each}." for each in typed)


def _words(event: Event, about: Circumstances) -> tuple[str, str]:
    table = {
        Event.TAKEN: (
            _("Đã ghi nhận kiến nghị %(code)s"),
            _(
                "Kiến nghị của ông/bà đã được ghi nhận với mã %(code)s. Kiến nghị sẽ được phân loại, chuyển cơ quan có "
                "thẩm quyền; mỗi khi có thay đổi, ông/bà sẽ được báo."
            ),
        ),
        Event.CLASSIFIED: (
            _("Kiến nghị %(code)s đã được phân loại"),
            _("Kiến nghị của ông/bà thuộc lĩnh vực “%(about)s” và đang chờ chuyển cơ quan giải quyết."),
        ),
        Event.SET_ASIDE: (
            _("Kiến nghị %(code)s không được xử lý như kiến nghị"),
            _("Nội dung ông/bà nêu không được xử lý như kiến nghị cử tri. Lý do: %(reason)s"),
        ),
        Event.JOINED: (
            _("Kiến nghị %(code)s được gộp với kiến nghị %(other)s"),
            _(
                "Việc ông/bà nêu cũng có cử tri khác kiến nghị. Các kiến nghị được giải quyết chung theo mã %(other)s; "
                "ông/bà vẫn được báo ở mỗi bước, theo mã của mình."
            ),
        ),
        Event.GUIDED: (
            _("Kiến nghị %(code)s: hướng dẫn gửi đơn"),
            _("Nội dung ông/bà nêu thuộc trường hợp phải có đơn. %(reason)s"),
        ),
        Event.SENT: (
            _("Kiến nghị %(code)s đã được chuyển đi"),
            _("Kiến nghị của ông/bà đã được chuyển đi để giao một cơ quan trả lời."),
        ),
        Event.ASSIGNED: (
            _("Kiến nghị %(code)s: %(unit)s phải trả lời chậm nhất ngày %(due)s"),
            _("%(unit)s được giao trả lời kiến nghị của ông/bà, chậm nhất hết ngày %(due)s."),
        ),
        Event.ANSWERED: (
            _("Kiến nghị %(code)s đã có trả lời"),
            _(
                "%(unit)s đã trả lời kiến nghị của ông/bà: %(reason)s Toàn văn, các mốc thực hiện và nút "
                "“Chưa được trả lời” có trên trang của kiến nghị."
            ),
        ),
        Event.CAME_BACK: (
            _("Kiến nghị %(code)s: cơ quan phải trả lời lại"),
            _("Các đại biểu đã xem và thấy trả lời chưa đạt. %(unit)s phải trả lời lại, chậm nhất hết ngày %(due)s."),
        ),
        Event.PROMISED: (
            _("Kiến nghị %(code)s: có thêm mốc thực hiện"),
            _("%(unit)s đã hứa thêm việc phải làm cho kiến nghị của ông/bà. Ngày hẹn có trên trang của kiến nghị."),
        ),
        Event.KEPT: (
            _("Kiến nghị %(code)s: một việc đã hứa được thực hiện"),
            _("Một việc đã hứa với ông/bà được báo là đã thực hiện, có tài liệu chứng minh. %(reason)s"),
        ),
        Event.CARRIED_OVER: (
            _("Kiến nghị %(code)s được theo dõi tiếp tại kỳ họp sau"),
            _("Kiến nghị của ông/bà chưa giải quyết xong và được theo dõi tiếp tại kỳ họp %(session)s. %(reason)s"),
        ),
        Event.REPORTED: (
            _("Kiến nghị %(code)s đã kết thúc"),
            _("Kết quả giải quyết kiến nghị của ông/bà đã được báo cáo với cử tri. %(reason)s"),
        ),
        Event.RECALLED: (
            _("Kiến nghị %(code)s: văn bản trả lời đã bị thu hồi"),
            _(
                "%(unit)s đã thu hồi văn bản trả lời số %(reason)s. Nội dung và việc đã hứa trong văn bản đó không còn "
                "dùng nữa. Trang của kiến nghị cho biết việc được trả lời lại ra sao."
            ),
        ),
        Event.OWED_AGAIN: (
            _("Kiến nghị %(code)s: cơ quan phải trả lời lại"),
            _("%(unit)s phải trả lời lại kiến nghị của ông/bà, vì văn bản trả lời trước đã bị thu hồi. %(reason)s"),
        ),
        Event.HANDED_ON: (
            _("Kiến nghị %(code)s do %(unit)s tiếp tục giải quyết"),
            _("Do sắp xếp lại cơ quan, %(unit)s tiếp tục giải quyết kiến nghị. Ông/bà không phải gửi lại."),
        ),
        Event.DUE_DATE_CHANGED: (
            _("Kiến nghị %(code)s: ngày trả lời thay đổi"),
            _("Ngày phải trả lời kiến nghị của ông/bà nay là %(due)s."),
        ),
    }
    subject, body = table[event]
    return subject % vars(about), (body % vars(about)).strip()

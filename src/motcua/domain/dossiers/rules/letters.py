"""What an applicant is told, event by event: short, courteous, and with the one thing to do next."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.domain.dossiers.states import Event


@dataclass(frozen=True)
class Circumstances:
    """What the sentences are filled with; dates are written already."""

    name: str
    procedure: str
    subject: str
    code: str
    unit: str
    phone: str
    due: str
    answer_due: str
    window_ends: str
    reason: str
    address: str
    new_due: str = ""
    agent: str = ""
    lead: str = ""
    place: str = ""
    since: str = ""


def letter(event: Event, about: Circumstances) -> tuple[str, str]:
    """Subject and body of the message about this event, in the language that is active."""
    opening = _("Kính gửi ông/bà %(name)s,") % {"name": about.name}
    closing = _("Nếu cần hỏi thêm, xin gọi %(unit)s, điện thoại %(phone)s.") % {
        "unit": about.unit,
        "phone": about.phone,
    }
    follow = _("Theo dõi hồ sơ tại: %(address)s") % {"address": about.address}
    subject, middle = _words(event, about)
    return subject, "\n\n".join([opening, middle, follow, closing])


def in_short(subject: str, about: Circumstances) -> str:
    """The message as an SMS: what happened, and where to look; nobody's name, for a telephone lies about."""
    return _("%(subject)s. Xem tại %(address)s. Cần hỏi xin gọi %(phone)s.") % {
        "subject": subject,
        "address": about.address,
        "phone": about.phone,
    }


def _words(event: Event, about: Circumstances) -> tuple[str, str]:
    filled = vars(about)
    table = {
        Event.SUBMITTED: (
            _("Đã nhận hồ sơ trực tuyến %(code)s"),
            _(
                "Hồ sơ %(procedure)s của ông/bà đã đến %(unit)s. Mã yêu cầu: %(code)s. "
                "Cán bộ sẽ kiểm tra và trả lời chậm nhất lúc %(answer_due)s. Ông/bà không cần làm gì thêm."
            ),
        ),
        Event.FILED_FOR_YOU: (
            _("Có người nộp hồ sơ %(code)s thay ông/bà"),
            _(
                "%(agent)s vừa nộp hồ sơ %(procedure)s tại %(unit)s theo ủy quyền của ông/bà. Mã yêu cầu: %(code)s. "
                "Kết quả là của ông/bà.\n\nNếu ông/bà không ủy quyền việc này, xin mở hồ sơ trên Cổng và bấm "
                "“Tôi không ủy quyền việc này”, hoặc gọi cho Bộ phận Một cửa."
            ),
        ),
        Event.ACCEPTED: (
            _("Hồ sơ %(code)s đã được tiếp nhận, hẹn trả %(due)s"),
            _(
                "Hồ sơ %(procedure)s đã được tiếp nhận với mã %(code)s. Hẹn trả kết quả: %(due)s. "
                "Giấy tiếp nhận và hẹn trả kết quả đã có trong hồ sơ trên Cổng."
            ),
        ),
        Event.REJECTED: (
            _("Hồ sơ %(code)s không được tiếp nhận"),
            _(
                "Rất tiếc, %(unit)s không tiếp nhận được hồ sơ %(procedure)s (%(code)s). Lý do: %(reason)s "
                "Ông/bà có thể nộp hồ sơ mới sau khi khắc phục."
            ),
        ),
        Event.SUPPLEMENT_ASKED: (
            _("Hồ sơ %(code)s cần bổ sung chậm nhất ngày %(window_ends)s"),
            _(
                "Hồ sơ %(procedure)s (%(code)s) còn thiếu giấy tờ. %(reason)s Xin bổ sung trên Cổng chậm nhất "
                "ngày %(window_ends)s. Trong lúc chờ, thời gian giải quyết được tạm dừng."
            ),
        ),
        Event.SUPPLIED: (
            _("Đã nhận phần bổ sung của hồ sơ %(code)s"),
            _("Phần bổ sung của hồ sơ %(procedure)s (%(code)s) đã đến cơ quan giải quyết. Cảm ơn ông/bà."),
        ),
        Event.STOPPED: (
            _("Hồ sơ %(code)s dừng giải quyết"),
            _(
                "Hồ sơ %(procedure)s (%(code)s) dừng giải quyết. Lý do: %(reason)s "
                "Văn bản thông báo có trong hồ sơ trên Cổng."
            ),
        ),
        Event.WITHDRAWN: (
            _("Đã rút hồ sơ %(code)s"),
            _("Hồ sơ %(procedure)s (%(code)s) đã được rút theo yêu cầu của ông/bà."),
        ),
        Event.FINISHED: (
            _("Hồ sơ %(code)s đã có kết quả"),
            _(
                "Hồ sơ %(procedure)s (%(code)s) đã giải quyết xong. Ông/bà có thể tải bản điện tử trên Cổng "
                "hoặc nhận kết quả theo cách đã chọn."
            ),
        ),
        Event.HANDED_OVER: (
            _("Đã trả kết quả hồ sơ %(code)s"),
            _("Kết quả hồ sơ %(procedure)s (%(code)s) đã được trả. Cảm ơn ông/bà."),
        ),
        Event.WINDOW_CLOSING: (
            _("Hồ sơ %(code)s: hạn bổ sung là hết ngày %(window_ends)s"),
            _(
                "Hồ sơ %(procedure)s (%(code)s) vẫn đang chờ ông/bà bổ sung. %(reason)s Sau ngày %(window_ends)s, "
                "cơ quan có thể dừng giải quyết. Nếu chưa có đủ, xin gửi lời nhắn cho cơ quan trên Cổng."
            ),
        ),
        Event.PAYMENT_ASKED: (
            _("Hồ sơ %(code)s: cần nộp tiền để làm tiếp"),
            _(
                "Hồ sơ %(procedure)s (%(code)s) chờ ông/bà thực hiện nghĩa vụ tài chính. %(reason)s. Thông báo có "
                "trong hồ sơ trên Cổng. Trong lúc chờ, thời gian giải quyết được tạm dừng."
            ),
        ),
        Event.PAID: (
            _("Đã ghi nhận việc nộp tiền của hồ sơ %(code)s"),
            _("Cơ quan đã ghi nhận việc nộp tiền của hồ sơ %(procedure)s (%(code)s). Hẹn trả kết quả: %(due)s."),
        ),
        Event.HELD: (
            _("Hồ sơ %(code)s tạm dừng tính thời gian"),
            _(
                "Hồ sơ %(procedure)s (%(code)s) tạm dừng tính thời gian giải quyết. Lý do: %(reason)s. "
                "Khi lý do này hết, thời gian được tính tiếp và ông/bà được báo ngày hẹn mới."
            ),
        ),
        Event.HOLD_ENDED: (
            _("Hồ sơ %(code)s được làm tiếp, hẹn trả %(due)s"),
            _("Hồ sơ %(procedure)s (%(code)s) được giải quyết tiếp. Hẹn trả kết quả: %(due)s."),
        ),
        Event.APOLOGISED: (
            _("Xin lỗi và hẹn lại ngày trả kết quả hồ sơ %(code)s"),
            _(
                "Cơ quan xin lỗi ông/bà vì hồ sơ %(procedure)s (%(code)s) chưa xong theo lịch hẹn %(due)s. Lý do: "
                "%(reason)s Hẹn lại: %(new_due)s. Phiếu xin lỗi có trong hồ sơ trên Cổng."
            ),
        ),
        Event.CORRECTED: (
            _("Đã đính chính hồ sơ %(code)s"),
            _(
                "Cơ quan đã sửa một mục ghi sai trong hồ sơ %(procedure)s (%(code)s). Nội dung cũ, nội dung mới và "
                "lý do có trong hồ sơ trên Cổng. Nếu thấy chưa đúng, xin báo cho cơ quan."
            ),
        ),
        Event.REISSUED: (
            _("Đã cấp lại giấy tờ kết quả của hồ sơ %(code)s"),
            _(
                "Kết quả của hồ sơ %(procedure)s (%(code)s) có chỗ ghi sai và đã được cấp lại với số mới. "
                "Bản trước đó không còn dùng nữa; cả hai có trong hồ sơ trên Cổng."
            ),
        ),
        Event.REOPENED: (
            _("Hồ sơ được giải quyết lại với mã %(code)s, hẹn trả %(due)s"),
            _(
                "Theo quyết định của lãnh đạo cơ quan, hồ sơ %(procedure)s của ông/bà được giải quyết lại với mã mới "
                "%(code)s. Ông/bà không phải nộp lại giấy tờ đã có. Hẹn trả kết quả: %(due)s."
            ),
        ),
        Event.HANDED_ON: (
            _("Hồ sơ %(code)s: từ ngày %(since)s liên hệ %(unit)s"),
            _(
                "Từ ngày %(since)s, hồ sơ %(procedure)s (%(code)s) do %(lead)s giải quyết; xin liên hệ và nhận kết quả "
                "tại %(unit)s%(place)s, điện thoại %(phone)s. Ông/bà không phải nộp lại hồ sơ; ngày hẹn không thay đổi."
            ),
        ),
        Event.DUE_DATE_CHANGED: (
            _("Ngày hẹn trả hồ sơ %(code)s thay đổi"),
            _(
                "Lịch làm việc của cơ quan nhà nước thay đổi nên hồ sơ %(procedure)s (%(code)s) có ngày hẹn trả "
                "mới: %(due)s. Cách tính có trong hồ sơ trên Cổng."
            ),
        ),
    }
    subject, body = table[event]
    return subject % filled, body % filled

"""Working time and history in words, as officials say them at the counter."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.kernel.worktime import WORKING_DAY_MINUTES

SOON_SHARE = 5
"""A step is due soon when less than one fifth of its time is left (and always in the last half hour)."""
SOON_MINUTES = 30


def length(minutes: int) -> str:
    """Working minutes as people say them, a day being eight hours: 1 ngày 2 giờ, 45 phút."""
    days, rest = divmod(abs(minutes), WORKING_DAY_MINUTES)
    hours, left = divmod(rest, 60)
    parts = []
    if days:
        parts.append(ngettext("%(n)d ngày", "%(n)d ngày", days) % {"n": days})
    if hours:
        parts.append(ngettext("%(n)d giờ", "%(n)d giờ", hours) % {"n": hours})
    if (left and not days) or not parts:
        parts.append(ngettext("%(n)d phút", "%(n)d phút", left) % {"n": left})
    return " ".join(parts)


def left(minutes: int | None) -> str:
    """How much working time is left, or by how much it is late."""
    if minutes is None:
        return _("Không định hạn")
    if minutes < 0:
        return _("Trễ %(length)s") % {"length": length(minutes)}
    return _("Còn %(length)s") % {"length": length(minutes)}


def urgency(minutes: int | None, budget: int | None) -> str:
    """`late`, `soon` or nothing, by what is left of the step's own time."""
    if minutes is None:
        return ""
    if minutes < 0:
        return "late"
    return "soon" if minutes <= max(SOON_MINUTES, (budget or 0) // SOON_SHARE) else ""


HISTORY: Mapping[str, Promise] = {
    "dossiers.submitted": gettext_lazy("Người nộp gửi hồ sơ"),
    "dossiers.filed_for_another": gettext_lazy("Hồ sơ do người được ủy quyền nộp thay trên Cổng"),
    "dossiers.disowned": gettext_lazy("Chủ hồ sơ báo không ủy quyền việc này"),
    "dossiers.authority_confirmed": gettext_lazy("Chủ hồ sơ xác nhận có ủy quyền"),
    "dossiers.received": gettext_lazy("Nhận hồ sơ tại quầy"),
    "dossiers.papers_given_back": gettext_lazy("Trả lại bản chính giấy tờ"),
    "dossiers.forwarding_arrived": gettext_lazy("Hồ sơ giấy đến nơi giải quyết"),
    "dossiers.forwarding_returned": gettext_lazy("Kết quả về nơi tiếp nhận"),
    "dossiers.bundle_receipted": gettext_lazy("In giấy tiếp nhận chung"),
    "dossiers.accepted": gettext_lazy("Tiếp nhận hồ sơ"),
    "dossiers.rejected": gettext_lazy("Từ chối tiếp nhận"),
    "dossiers.begun": gettext_lazy("Bắt đầu giải quyết"),
    "dossiers.advanced": gettext_lazy("Chuyển bước"),
    "dossiers.supplement_asked": gettext_lazy("Yêu cầu bổ sung hồ sơ"),
    "dossiers.supplement_supplied": gettext_lazy("Người nộp đã bổ sung"),
    "dossiers.payment_asked": gettext_lazy("Yêu cầu thực hiện nghĩa vụ tài chính"),
    "dossiers.paid": gettext_lazy("Đã thực hiện nghĩa vụ tài chính"),
    "dossiers.withdrawn": gettext_lazy("Người nộp rút hồ sơ"),
    "dossiers.stopped": gettext_lazy("Dừng giải quyết"),
    "dossiers.finished": gettext_lazy("Có kết quả"),
    "dossiers.handed_over": gettext_lazy("Trả kết quả"),
    "dossiers.result_signed": gettext_lazy("Lãnh đạo ký số kết quả"),
    "dossiers.result_issued": gettext_lazy("Cấp giấy tờ kết quả"),
    "dossiers.supplement_allowed": gettext_lazy("Lãnh đạo cho phép yêu cầu bổ sung thêm một lần"),
    "dossiers.window_closing": gettext_lazy("Nhắc người nộp sắp hết hạn bổ sung"),
    "dossiers.window_closed": gettext_lazy("Hết hạn bổ sung mà chưa bổ sung: có thể dừng giải quyết"),
    "dossiers.held": gettext_lazy("Tạm dừng tính thời gian"),
    "dossiers.hold_ended": gettext_lazy("Kết thúc tạm dừng, tính tiếp thời gian"),
    "dossiers.apology_drafted": gettext_lazy("Hệ thống soạn sẵn phiếu xin lỗi vì sắp trễ hẹn"),
    "dossiers.apology_written": gettext_lazy("Soạn phiếu xin lỗi và hẹn lại"),
    "dossiers.apologised": gettext_lazy("Xin lỗi và hẹn lại ngày trả kết quả"),
    "dossiers.consulted_in_vain": gettext_lazy("Cơ quan được hỏi không trả lời trong thời gian của mình"),
    "dossiers.corrected": gettext_lazy("Đính chính một mục ghi sai"),
    "dossiers.result_reissued": gettext_lazy("Cấp lại giấy tờ kết quả"),
    "dossiers.reopened": gettext_lazy("Mở theo quyết định giải quyết lại"),
    "dossiers.taken_up_again": gettext_lazy("Được giải quyết lại bằng một hồ sơ mới"),
    "dossiers.answer_overdue": gettext_lazy("Quá 8 giờ làm việc chưa trả lời người nộp"),
    "dossiers.answer_recounted": gettext_lazy("Tính lại hạn trả lời người nộp theo lịch làm việc mới"),
    "matters.task_claimed": gettext_lazy("Nhận việc"),
    "matters.task_released": gettext_lazy("Trả việc cho cả bộ phận"),
    "matters.task_reassigned": gettext_lazy("Giao việc cho đồng nghiệp"),
    "matters.handed_on": gettext_lazy("Chuyển sang cơ quan tiếp nhận"),
    "matters.due_date_recomputed": gettext_lazy("Tính lại ngày hẹn trả theo lịch làm việc mới"),
    "payments.charged": gettext_lazy("Tính phí, lệ phí"),
    "payments.fee_changed": gettext_lazy("Mức phí thay đổi khi tiếp nhận"),
    "payments.exempted": gettext_lazy("Miễn một khoản phí, lệ phí"),
    "payments.dropped": gettext_lazy("Không thu phí, lệ phí nữa"),
    "payments.collected": gettext_lazy("Thu phí, lệ phí"),
    "payments.receipt_cancelled": gettext_lazy("Hủy biên lai"),
    "payments.refunded": gettext_lazy("Hoàn trả phí, lệ phí"),
    "payments.online_begun": gettext_lazy("Người nộp bắt đầu thanh toán trực tuyến"),
    "payments.online_heard": gettext_lazy("Đơn vị thanh toán báo kết quả"),
}
"""What the journal's verbs are called on a dossier's page."""

NOT_BECAUSE: Mapping[str, Promise] = {
    "other_agency": gettext_lazy("Bước này do cơ quan khác làm."),
    "other_duty": gettext_lazy("Bước này dành cho người giữ nhiệm vụ khác trong cơ quan."),
    "task_of_another": gettext_lazy("Đồng nghiệp đang giữ việc này."),
}
"""Why a step has no buttons for the one who looks."""

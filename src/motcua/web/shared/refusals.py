"""The sentence for each refusal an action can give. Codes are stable; these words may be improved any day."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refused

SENTENCES: dict[str, Promise] = {
    # What anybody may meet
    "illegal_move": _("Việc này không còn làm được: hồ sơ đã chuyển sang trạng thái khác. Hãy tải lại trang để xem."),
    "other_agency": _("Hồ sơ này thuộc cơ quan khác nên anh/chị không xử lý được ở đây."),
    "other_duty": _("Việc này dành cho người giữ nhiệm vụ khác trong cơ quan."),
    # Tasks
    "task_taken": _("%(holder)s đã nhận việc này trước. Anh/chị không cần làm gì thêm."),
    "task_closed": _("Việc này đã xong hoặc đã được người khác xử lý. Hãy tải lại trang để xem bước hiện tại."),
    "task_of_another": _("Việc này đang do người khác giữ. Muốn làm thay, hãy đề nghị lãnh đạo phân công lại."),
    "not_yours_to_reassign": _("Chỉ lãnh đạo cơ quan hoặc người đang giữ việc mới phân công lại được."),
    "colleague_without_duty": _("Người được chọn không giữ nhiệm vụ mà bước này cần."),
    "unknown_outcome": _("Bước này không có lựa chọn đó. Hãy tải lại trang rồi chọn lại."),
    "step_not_open": _("Bước này chưa mở hoặc đã xong. Hãy tải lại trang để xem bước hiện tại."),
    "no_agency_for_step": _("Chưa xác định được cơ quan làm bước tiếp theo. Hãy báo quản trị viên kiểm tra quy trình."),
    # People and duties
    "username_taken": _("Tên đăng nhập này đã có người dùng."),
    "period_ends_before_it_starts": _("Ngày kết thúc phải sau ngày bắt đầu."),
    "delegation_to_oneself": _("Không thể ủy quyền cho chính mình."),
    "nothing_to_delegate": _("Người ủy quyền không giữ nhiệm vụ nào tại cơ quan này trong thời gian đã chọn."),
    "already_revoked": _("Ủy quyền này đã được thu hồi trước đó."),
    # Routes
    "route_with_findings": _("Quy trình còn lỗi nên chưa ban hành được. Hãy xem danh sách lỗi và sửa từng mục."),
    "route_already_published": _("Phiên bản quy trình này đã được ban hành."),
}

GENERAL = _("Yêu cầu này chưa thực hiện được. Hãy tải lại trang rồi thử lại, hoặc gọi 1022 để được giúp.")


class _Details(dict[str, object]):
    """Details by name; one that an action did not give reads as a dash instead of failing the page."""

    def __missing__(self, key: str) -> str:
        return gettext("(không rõ)")


def sentence_for(refusal: Refused) -> str:
    """What the refusal means, in the reader's language, with its details filled in."""
    return str(SENTENCES.get(refusal.code, GENERAL)) % _Details(refusal.details)

"""What somebody is told whom a letter waits for, in the language that is set."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.letters.states import State

WAITING: dict[str, Promise] = {
    State.DRAFTING: gettext_lazy("Văn bản bị trả lại để sửa"),
    State.CONTENT_CHECK: gettext_lazy("Văn bản chờ anh/chị kiểm tra nội dung"),
    State.FORM_CHECK: gettext_lazy("Văn bản chờ kiểm tra thể thức"),
    State.TO_SIGN: gettext_lazy("Văn bản chờ anh/chị ký"),
    State.TO_ISSUE: gettext_lazy("Văn bản đã ký, chờ cấp số và ban hành"),
}
RECEIVING: dict[str, Promise] = {
    State.ISSUED: gettext_lazy("Văn bản mới gửi đến, chờ vào sổ"),
    State.REPLACED: gettext_lazy("Văn bản đã nhận được thay thế, cần trả lại hoặc xóa"),
    State.RECALLED: gettext_lazy("Văn bản đã nhận bị thu hồi, cần trả lại hoặc xóa"),
}
TO_ASSIGN, ASSIGNED = (
    gettext_lazy("Văn bản đến chờ phân công"),
    gettext_lazy("Anh/chị được giao giải quyết văn bản đến"),
)


def told(title: Promise | str, subject: str, address: str) -> tuple[str, str]:
    """The subject and the body of a message about a letter that is called `subject` and stands at `address`."""
    return str(title), _("%(title)s: %(subject)s.\n\nMở văn bản: %(address)s") % {
        "title": title,
        "subject": subject,
        "address": address,
    }

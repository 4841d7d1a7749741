"""What is wrong with a file that somebody gave, in a sentence that names the file and says what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refused

SENTENCES: dict[str, Promise] = {
    "file_empty": _(
        "Tệp “%(name)s” rỗng (0 byte), có thể do tải về dở dang. Hãy mở thử tệp, rồi chọn lại hoặc chụp lại."
    ),
    "file_too_large": _(
        "Tệp “%(name)s” lớn hơn %(megabytes)s MB. Hãy chụp lại ảnh ở cỡ vừa, hoặc tách tệp thành nhiều phần nhỏ hơn."
    ),
    "file_type_unknown": _(
        "Tệp “%(name)s” không phải là ảnh JPG, PNG hay tệp PDF "
        "(tên có thể ghi là .pdf nhưng bên trong không phải). "
        "Hãy chụp ảnh giấy tờ hoặc chọn đúng tệp."
    ),
    "file_cut_short": _(
        "Tệp “%(name)s” bị đứt giữa chừng nên không mở được, có thể do tải về dở dang. Hãy chụp hoặc quét lại."
    ),
    "file_type_not_wanted": _("Tệp “%(name)s” chưa đúng loại. Giấy tờ này chỉ nhận: %(formats)s."),
    "file_with_active_content": _(
        "Tệp “%(name)s” có chứa chương trình chạy được nên không nhận, để bảo đảm an toàn. "
        "Hãy in ra rồi chụp lại, hoặc lưu thành tệp PDF thường."
    ),
    "too_many_files": _("Hồ sơ đã có %(most)s tệp, là số nhiều nhất được nhận. Tệp “%(name)s” chưa được thêm."),
    "part_not_asked_for": _(
        "Giấy tờ này không còn cần nữa sau khi bạn sửa tờ khai, nên tệp “%(name)s” không được thêm."
    ),
}
"""By the code of the refusal; a code that is not here is no matter of the file."""


def about(refusal: Refused, name: str) -> str:
    """The sentence for a file that was refused.

    Raises:
        Refused: the same refusal, when it is about something else than the file.
    """
    sentence = SENTENCES.get(refusal.code)
    if sentence is None:
        raise refusal
    return str(sentence) % {
        "name": name[-80:],
        "megabytes": "",
        "formats": "",
        "most": "",
        **_plain(refusal.details),
    }


def _plain(details: dict[str, object]) -> dict[str, str]:
    return {key: str(value) for key, value in details.items() if key != "name"}

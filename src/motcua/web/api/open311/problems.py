"""What is wrong, as GeoReport says it: a list of errors, each with a code and a description, in the form asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFilesSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from motcua.kernel.errors import Malformed, NotFound, Refused
from motcua.web.api.open311.writing import JSON, XML, Document, answer
from motcua.web.shared.refusals import sentence_for

log = logging.getLogger(__name__)
SENTENCES: dict[str, Promise] = {
    "report_says_nothing": gettext_lazy("description: hãy viết rõ việc gì (ít nhất 10 ký tự)."),
    "report_too_long": gettext_lazy("description dài quá mức nhận được."),
    "description_too_long": gettext_lazy("description dài quá %(longest)s ký tự."),
    "report_needs_a_place": gettext_lazy("Thiếu địa điểm: gửi lat và long, address_string hoặc address_id."),
    "report_needs_a_photo": gettext_lazy("Lĩnh vực này cần có ảnh: gửi media hoặc media_url."),
    "report_needs_a_contact": gettext_lazy("Lĩnh vực này cần email hoặc phone của người gửi."),
    "outside_the_province": gettext_lazy("Địa điểm nằm ngoài tỉnh."),
    "address_unknown": gettext_lazy("address_id không phải mã của một đơn vị hành chính trong tỉnh."),
    "media_not_trusted": gettext_lazy("media_url không nằm trên máy chủ được chấp nhận; hãy gửi ảnh bằng media."),
    "attribute_missing": gettext_lazy("Thiếu attribute[%(attribute)s]."),
    "attribute_wrong": gettext_lazy("attribute[%(attribute)s] không đúng dạng hoặc không có trong danh sách."),
    "phone_wrong": gettext_lazy("phone không phải số điện thoại Việt Nam."),
    "update_not_wanted": gettext_lazy("Phản ánh này hiện không chờ thêm thông tin từ người gửi."),
    "verdict_given": gettext_lazy("Câu trả lời này đã được đánh giá."),
    "too_late_to_reopen": gettext_lazy("Đã hết thời hạn báo chưa xong."),
    "reply_says_nothing": gettext_lazy("description: hãy viết nội dung trả lời."),
}
FORBIDDEN = frozenset({"key_revoked_before"})
Errors = Sequence[tuple[HTTPStatus, str]]
View = Callable[..., HttpResponse]


class Wrong(Exception):
    """One or more things are wrong with what was sent; the status of the answer is that of the first."""

    def __init__(self, *errors: tuple[HTTPStatus, str]) -> None:
        super().__init__(*[text for _status, text in errors])
        self.errors = errors


def told(errors: Errors, form: str) -> HttpResponse:
    """The errors as a document; the answer has the status of the first."""
    rows = [{"code": int(status), "description": text} for status, text in errors]
    return answer(Document("errors", rows), form if form in {XML, JSON} else XML, errors[0][0])


def speaking(view: View) -> View:
    """A view of this door: for machines, so without the secret of a form; what goes wrong becomes a list of errors."""

    @csrf_exempt
    @never_cache
    @wraps(view)
    def answered(request: HttpRequest, form: str = XML, **rest: Any) -> HttpResponse:
        with translation.override("en" if request.GET.get("locale", "").startswith("en") else "vi"):
            try:
                if form not in {XML, JSON}:
                    raise NotFound("format")
                response = view(request, form, **rest)
                response["Access-Control-Allow-Origin"] = "*"  # what is public is public to pages elsewhere too
                return response
            except Wrong as wrong:
                return told(wrong.errors, form)
            except NotFound:
                return told([(HTTPStatus.NOT_FOUND, _not_found())], form)
            except Refused as refusal:
                status = HTTPStatus.FORBIDDEN if refusal.code in FORBIDDEN else HTTPStatus.BAD_REQUEST
                return told([(status, _sentence(refusal))], form)
            except (RequestDataTooBig, TooManyFilesSent):
                return told([(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _("Gửi quá nhiều trong một lần."))], form)
            except (Malformed, SuspiciousOperation):
                return told([(HTTPStatus.BAD_REQUEST, _("Không đọc được yêu cầu."))], form)
            except DatabaseError as problem:
                log.error("Open311: %s", type(problem).__name__)  # its words may repeat what was sent
                return told([(HTTPStatus.INTERNAL_SERVER_ERROR, _("Hệ thống đang có lỗi. Hãy gửi lại sau."))], form)

    return answered


def allowed(request: HttpRequest, *methods: str) -> None:
    """Raises 405 for any other method."""
    if request.method not in methods:
        raise Wrong((HTTPStatus.METHOD_NOT_ALLOWED, _("Cách gọi này không có ở địa chỉ này.")))


def _not_found() -> str:
    return _("Không có địa chỉ, lĩnh vực hoặc phản ánh này, hoặc không công khai.")


def _sentence(refusal: Refused) -> str:
    own = SENTENCES.get(refusal.code)
    return str(own) % refusal.details if own is not None else sentence_for(refusal)

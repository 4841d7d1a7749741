"""Checking a signed document: by the code printed on it, or by the file; whose it is, unchanged, and still in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from motcua.domain.signatures import queries
from motcua.domain.signatures.queries import Examined
from motcua.domain.signatures.states import Fault, Standing
from motcua.kernel import codes
from motcua.kernel.errors import Malformed, NotFound, Refused
from motcua.web.portal.citizens import PortalRequest
from motcua.web.shared import uploads
from motcua.web.shared.refusals import sentence_for
from motcua.web.shared.throttle import address_of, looked_up_too_often, too_often

LONGEST = 60
MARKED = (
    gettext_lazy("Mã kiểm tra văn bản có dạng VB-7K3M-9PQ9; trong mã không có ký tự dễ nhầm như O, 0, I, 1."),
    gettext_lazy("Mã kiểm tra bị gõ nhầm ít nhất một ký tự. Xin xem lại mã in cạnh hình vuông QR trên văn bản."),
)
"""What `kernel.codes` says of a code of a document, for the translators."""
MOST_FILES = 20
"""Files from one address within ten minutes: each takes a second of a process of its own."""


@dataclass(frozen=True)
class Row:
    """One signature in words."""

    signer: str
    at: datetime | None
    stamped: bool
    holds: bool
    words: str


@require_http_methods(["GET", "POST"])
def check(request: PortalRequest) -> HttpResponse:
    """The box for a code and the place for a file; with a file, what it is."""
    if request.method == "GET":
        typed = request.GET.get("ma", "").replace("\0", "")[:LONGEST]
        return _with_code(request, typed) if typed.strip() else _page(request)
    file = request.FILES.get("tep")
    if uploads.problems(request):
        story = sentence_for(
            Refused("too_large_to_check", most=queries.LARGEST // uploads.MEGABYTE)
        )  # what was dropped as it arrived
        return _page(request, file_problem=story, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not isinstance(file, UploadedFile):
        return _page(request, file_problem=_("Hãy chọn tệp PDF cần kiểm tra."), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if too_often("check-document", address_of(request), request.now, MOST_FILES):
        return _page(request, file_problem=_too_often(), status=HTTPStatus.TOO_MANY_REQUESTS)
    try:
        found = queries.examined(file.read(queries.LARGEST + 1))
    except Refused as refusal:
        return _page(request, file_problem=sentence_for(refusal), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _page(request, file=str(file.name)[-80:], found=found)


def document(request: PortalRequest, code: str) -> HttpResponse:
    """The document with this code: where the QR code printed on it leads."""
    if looked_up_too_often(request, code[:LONGEST], request.now):
        return _page(request, code=code[:LONGEST], problem=_too_often(), status=HTTPStatus.TOO_MANY_REQUESTS)
    try:
        found = queries.signed_with_code(codes.parse_document_code(code[:LONGEST]))
    except Malformed as error:
        return _page(request, code=code[:LONGEST], problem=_(str(error)), status=HTTPStatus.NOT_FOUND)
    except NotFound:
        problem = _("Không có văn bản nào mang mã này. Nếu mã in trên giấy đúng như vậy, văn bản có thể là giả.")
        return _page(request, code=code[:LONGEST], problem=problem, status=HTTPStatus.NOT_FOUND)
    return _page(request, document=found)


def _with_code(request: PortalRequest, typed: str) -> HttpResponse:
    try:
        return redirect("portal:document", code=codes.parse_document_code(typed))
    except Malformed as problem:
        return _page(request, code=typed, problem=_(str(problem)), status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _too_often() -> str:
    return _("Đã kiểm tra quá nhiều lần trong ít phút. Hãy chờ 10 phút rồi thử lại.")


def _rows(found: Examined) -> list[Row]:
    rows = []
    for each in found.signatures:
        if not each.intact:
            words = _("Nội dung đã bị thay đổi sau khi ký, hoặc chữ ký bị hỏng.")
        elif each.spoilt:
            words = _("Văn bản bị thêm, sửa sau khi ký.")
        elif each.fault:
            words = str(Fault(each.fault).label) + "."
        else:
            words = _("Chữ ký hợp lệ, nội dung đã ký không thay đổi.")
        at = datetime.fromisoformat(each.at) if each.at else None
        rows.append(Row(each.signer, at, each.stamped, each.holds, words))
    return rows


def _verdict(found: Examined) -> tuple[str, str]:
    """The tone of the answer and its sentence, the most important thing first."""
    if not found.signatures:
        return "problem", _("Tệp này không có chữ ký số nào.")
    if not found.sound:
        return "problem", _("Không nên tin tệp này: có chữ ký không hợp lệ. Xem từng chữ ký dưới đây.")
    if found.document is None:
        return "problem", _(
            "Các chữ ký trong tệp hợp lệ, nhưng tệp không giống hệt văn bản nào đã phát hành trên hệ thống này."
        )
    if found.document.standing == Standing.REPLACED:
        return "over", _("Tệp đúng là văn bản đã phát hành, nhưng đã được thay thế.")
    if found.document.standing == Standing.RECALLED:
        return "over", _("Tệp đúng là văn bản đã phát hành, nhưng đã bị thu hồi.")
    return "good", _("Tệp đúng là văn bản đã phát hành, chưa bị thay đổi và đang có hiệu lực sử dụng.")


def _page(
    request: PortalRequest, *, status: int = HTTPStatus.OK, found: Examined | None = None, **more: object
) -> HttpResponse:
    context: dict[str, object] = {"code": "", "problem": "", "file_problem": "", "file": "", "document": None, **more}
    context["tone"], context["verdict"] = _verdict(found) if found else ("", "")
    context["rows"] = _rows(found) if found else []
    if found is not None:
        context["document"] = found.document
    return render(request, "portal/documents/check.html", context, status=status)

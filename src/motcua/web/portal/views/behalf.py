"""For whom: asked before the form, each question a page; and the owner's word that they authorised nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.queries import BehalfView
from motcua.domain.dossiers.states import Channel, Ground
from motcua.domain.procedures.queries import Problem
from motcua.kernel.errors import Refused
from motcua.web.portal import behalf, file_sentences, filing, typing_kept
from motcua.web.portal.citizens import CitizenRequest, citizen_only
from motcua.web.portal.views.filing import CHANGING, LATER, flat, typed_of
from motcua.web.portal.views.papers import SeveralFiles
from motcua.web.shared import answers, uploads
from motcua.web.shared.forms import PageForm

SCAN = "tep"
MORE = "them"
ACCEPTED = "application/pdf,image/jpeg,image/png"
TITLES: dict[str, Promise] = {
    behalf.WHOM: gettext_lazy("Bạn nộp hồ sơ này cho ai?"),
    behalf.PRINCIPAL: gettext_lazy("Bạn nộp thay cho ai?"),
    behalf.AUTHORITY: gettext_lazy("Việc ủy quyền"),
}
SCANS: dict[str, tuple[Promise, Promise]] = {
    Ground.KIN: (
        gettext_lazy("Giấy tờ chứng minh quan hệ"),
        gettext_lazy(
            "Ví dụ giấy khai sinh, giấy chứng nhận kết hôn. Người thân không cần văn bản ủy quyền chứng thực."
        ),
    ),
    Ground.LEGAL: (
        gettext_lazy("Giấy tờ chứng minh bạn là người đại diện"),
        gettext_lazy("Ví dụ quyết định cử người giám hộ, giấy khai sinh của người chưa đủ 18 tuổi."),
    ),
    Ground.PRIVATE: (
        gettext_lazy("Giấy ủy quyền"),
        gettext_lazy("Viết tay cũng được, không cần chứng thực; phải có chữ ký của người ủy quyền."),
    ),
    Ground.CERTIFIED: (
        gettext_lazy("Văn bản ủy quyền đã công chứng, chứng thực"),
        gettext_lazy("Chụp đủ các trang, thấy rõ dấu và chữ ký."),
    ),
}
"""What has to be scanned on each ground, and what to mind."""


class ScanForm(PageForm):
    """The box for the scan; what is wrong with a file is said at it."""

    sentences: tuple[str, ...] = ()

    def full_clean(self) -> None:
        """Files are judged by the action that takes them in."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        for sentence in self.sentences:
            self.add_error(SCAN, ValidationError(sentence.replace("%", "%%"), params={}))


@typing_kept.keeps_typed
@citizen_only
def for_whom(request: CitizenRequest, token: str, page: str = behalf.WHOM) -> HttpResponse:
    """One page that asks for whom. Whatever is sent is kept, right or wrong."""
    draft = queries.draft_of(request.citizen, token)
    if away := filing.elsewhere(draft, localdate(request.now)):
        return redirect(away)
    if not queries.may_file_for_another(draft.procedure):
        return redirect(filing.place_to_go_on(draft))
    view = queries.behalf_view(draft, page)
    typed = typing_kept.given_back(request)
    if request.method != "POST" and typed is None:
        return _show(request, view, flat(view.typed), {}, ())
    saved = actions.say_for_whom(token, page, typed or typed_of(request), by=request.citizen, now=request.now)
    wrong = _take_in(request, token) if view.wants_scan and typed is None else ()
    if LATER in request.POST and not wrong:
        messages.success(request, _("Đã lưu. Bạn có thể mở lại và làm tiếp bất cứ lúc nào."))
        return redirect("portal:my_dossiers")
    after = queries.behalf_view(saved.draft, page)
    if not wrong and view.wants_scan and MORE not in request.POST and not _scans(after):
        wrong = (_("Chưa có tệp cho “%(part)s”. Hãy chụp hoặc chọn tệp.") % {"part": SCANS[after.ground][0]},)
    if saved.problems or wrong or typed is not None:
        shown = request.POST if typed is None else flat(after.typed)
        return _show(request, after, shown, saved.problems, wrong)
    if MORE in request.POST:
        return redirect(request.get_full_path())
    return redirect(_onward(after, changing=CHANGING in request.GET))


@citizen_only
def disown(request: CitizenRequest, dossier_id: int) -> HttpResponse:
    """The owner says that they authorised nobody, or takes that back, after being asked once."""
    found = queries.own(dossier_id, request.citizen)
    row = queries.agent_of(found)
    if row is None or found.channel != Channel.ONLINE:
        return redirect("portal:dossier", dossier_id=dossier_id)
    if request.method != "POST":
        return render(request, "portal/dossiers/disown.html", {"dossier": found, "agent": row})
    if row.disowned_at is None:
        actions.disown(dossier_id, by=request.citizen, now=request.now)
        if found.matter.received_at is None:
            messages.success(request, _("Đã ghi lại. Bộ phận Một cửa được báo và sẽ không tiếp nhận hồ sơ này."))
        else:
            messages.success(request, _("Đã ghi lại. Cơ quan giải quyết thấy lời báo này trên hồ sơ."))
    else:
        actions.confirm_authority(dossier_id, by=request.citizen, now=request.now)
        messages.success(request, _("Đã ghi lại: bạn có ủy quyền việc này. Hồ sơ được xem tiếp."))
    return redirect("portal:dossier", dossier_id=dossier_id)


def _onward(view: BehalfView, *, changing: bool) -> str:
    """The next question about it; then the form, or the review it was opened from."""
    onward = behalf.address_after(view)
    if onward is not None:
        return onward + ("?sua=1" if changing else "")
    return filing.review_address(view.draft.token) if changing else filing.place_to_go_on(view.draft)


def _back(view: BehalfView, *, changing: bool) -> str:
    """The question before it, the review it was opened from, else the procedure."""
    before = behalf.address_before(view)
    if before is not None:
        return before + ("?sua=1" if changing else "")
    if changing:
        return filing.review_address(view.draft.token)
    return reverse("portal:procedure", kwargs={"code": view.draft.procedure.code})


def _scans(view: BehalfView) -> list[queries.Attachment]:
    return [file for file in queries.files_of_draft(view.draft) if file.part == behalf.AUTHORITY_PART]


def _take_in(request: CitizenRequest, token: str) -> tuple[str, ...]:
    """Each file that is good is kept; for the rest a sentence."""
    wrong = [str(sentence) for sentence in uploads.problems(request).values()]
    for file in request.FILES.getlist(SCAN):
        try:
            actions.attach_authority(token, file.name or "", file.read(), by=request.citizen, now=request.now)
        except Refused as refusal:
            wrong.append(file_sentences.about(refusal, file.name or ""))
    return tuple(wrong)


def _show(
    request: CitizenRequest,
    view: BehalfView,
    typed: Mapping[str, Any],
    problems: Mapping[str, Problem],
    wrong: tuple[str, ...],
) -> HttpResponse:
    form = answers.form_of_page(view.fields, typed, problems, ())
    scan = _scan_form(view, wrong) if view.wants_scan else None
    return render(
        request,
        "portal/filing/for_whom.html",
        {
            "form": form,
            "scan": scan,
            "scan_hint": SCANS[view.ground][1],
            "files": _scans(view) if view.wants_scan else [],
            "draft": view.draft,
            "procedure": view.draft.procedure,
            "title": TITLES[view.page],
            "page": view.page,
            "alone": view.page == behalf.WHOM,
            "back": _back(view, changing=CHANGING in request.GET),
            "changing": CHANGING in request.GET,
        },
    )


def _scan_form(view: BehalfView, wrong: tuple[str, ...]) -> PageForm:
    box = forms.FileField(label=str(SCANS[view.ground][0]), widget=SeveralFiles({"accept": ACCEPTED, "multiple": True}))
    form: PageForm = type("ScanOfAuthority", (ScanForm,), {SCAN: box, "sentences": wrong})({})
    return form

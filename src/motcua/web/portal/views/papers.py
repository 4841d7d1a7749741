"""The papers of a draft: a box for each that is wanted, several files to a box, each judged by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import ErrorDict
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from motcua.domain.documents.queries import content_of
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.queries import Attachment, Draft
from motcua.domain.procedures.queries import Part
from motcua.kernel.errors import NotFound, Refused
from motcua.web.portal import file_sentences, filing
from motcua.web.portal.citizens import CitizenRequest, citizen_only
from motcua.web.portal.downloads import download
from motcua.web.shared import uploads
from motcua.web.shared.forms import PageForm

MORE = "them"  # the button that uploads and stays
LATER = "de-sau"
FOR_WHOM = "uy-quyen"  # the file was taken out on the page of the authorisation


class SeveralFiles(forms.ClearableFileInput):
    """A box for any number of files; without `capture`, so that a phone offers its camera and its gallery."""

    allow_multiple_selected = True


class PapersForm(PageForm):
    """A box for each paper. What is wrong with a file is said at its box."""

    sentences: Sequence[tuple[str, str]] = ()

    def full_clean(self) -> None:
        """Files are judged by the action that takes them in; only its sentences are shown here."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        for name, sentence in self.sentences:
            self.add_error(name if name in self.fields else None, ValidationError(sentence))


@citizen_only
def papers(request: CitizenRequest, token: str) -> HttpResponse:
    """Give the papers, see what was given, take a file out again."""
    draft = queries.draft_of(request.citizen, token)
    away = filing.elsewhere(draft, localdate(request.now))
    if away and (request.method != "POST" or filing.dossier_of(draft) is not None):  # files on their way are taken in
        return redirect(away)
    wanted = queries.parts_of_draft(draft)
    if not wanted:
        return redirect(filing.review_address(token))
    if request.method != "POST":
        return _show(request, draft, wanted, ())
    wrong = _take_in(request, token, wanted)
    if LATER in request.POST and not wrong:
        messages.success(request, _("Đã lưu. Bạn có thể mở lại và làm tiếp bất cứ lúc nào."))
        return redirect("portal:my_dossiers")
    if MORE not in request.POST and not wrong:
        missing = filing.parts_missing(draft, queries.files_of_draft(draft))
        wrong = [
            (part.code, _("Chưa có tệp cho “%(part)s”. Hãy chụp hoặc chọn tệp.") % {"part": part.name})
            for part in missing
        ]
        if not wrong:
            return redirect(filing.review_address(token))
    return _show(request, draft, wanted, wrong) if wrong else redirect(filing.papers_address(token))


@citizen_only
def detach(request: CitizenRequest, token: str, attachment_id: int) -> HttpResponse:
    """Take a file out of the draft."""
    if request.method == "POST":
        actions.detach(token, attachment_id, by=request.citizen, now=request.now)
    if FOR_WHOM in request.GET:
        return redirect("portal:authority", token=token)
    return redirect(filing.papers_address(token))


@citizen_only
def file_of_draft(request: CitizenRequest, token: str, attachment_id: int) -> HttpResponse:
    """A file that was given, to look at it again."""
    draft = queries.draft_of(request.citizen, token)
    found = queries.file_seen_by(request.citizen, attachment_id)
    if found.draft_id != draft.pk:
        raise NotFound("file")
    return download(content_of(found.file), found.file.name, found.file.media_type)


def _take_in(request: CitizenRequest, token: str, wanted: Sequence[Part]) -> list[tuple[str, str]]:
    """Each file that is good is kept; the rest come back as (box, sentence)."""
    wrong = [(name, str(sentence)) for name, sentence in uploads.problems(request).items()]
    for part in wanted:
        for file in request.FILES.getlist(part.code):
            try:
                _attach(request, token, part.code, file)
            except Refused as refusal:
                wrong.append((part.code, file_sentences.about(refusal, file.name or "")))
    return wrong


def _attach(request: CitizenRequest, token: str, part: str, file: UploadedFile[bytes]) -> Attachment:
    return actions.attach(token, part, file.name or "", file.read(), by=request.citizen, now=request.now)


def _show(
    request: CitizenRequest, draft: Draft, wanted: Sequence[Part], wrong: Sequence[tuple[str, str]]
) -> HttpResponse:
    fields = {part.code: _box(part) for part in wanted}
    form = type("PapersOfDraft", (PapersForm,), {**fields, "sentences": wrong})({})
    files = queries.files_of_draft(draft)
    pages = filing.pages_of(draft)
    return render(
        request,
        "portal/filing/papers.html",
        {
            "form": form,
            "draft": draft,
            "procedure": draft.procedure,
            "parts": filing.parts_with_files(draft, files),
            "number": pages + 1,
            "count": filing.steps_of(draft, pages),
            "back": filing.address_before_papers(draft),
        },
    )


def _box(part: Part) -> forms.FileField:
    accept = ",".join(_ACCEPTED[ending] for ending in part.formats if ending in _ACCEPTED)
    return forms.FileField(
        label=str(part.name),
        required=part.required,
        widget=SeveralFiles({"accept": accept, "multiple": True}),
    )


_ACCEPTED = {"pdf": "application/pdf", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}

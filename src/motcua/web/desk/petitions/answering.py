"""Answers point by point: drafted with their class and milestones, bound by a letter; milestones added, and kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.domain.documents import queries as documents
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.actions import AnswerSaid, Letter, Promise
from motcua.domain.petitions.queries import Units
from motcua.domain.petitions.states import Detail, Result
from motcua.kernel.errors import NotFound
from motcua.web.desk.downloads import download
from motcua.web.desk.petitions.asking import Ask, about, address, asked, filled, offered
from motcua.web.desk.petitions.deciding import points_of
from motcua.web.desk.petitions.forms import (
    FILE_REFUSALS,
    LONGEST,
    LONGEST_REASON,
    PetitionForm,
    ProofField,
    UnitField,
)
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.dates import DayField
from motcua.web.shared.forms import Lines

FEWEST, MOST = 2, 12
"""Rows for milestones."""
MORE = "them"
"""The button for one row more."""


class DraftForm(PetitionForm):
    """What is answered to a point, its class, and the milestones (`what<n>`, `unit<n>`, `due<n>`)."""

    field_of: ClassVar[Mapping[str, str | None]] = {
        "answer_says_nothing": "text",
        "answer_needs_a_detail": "detail",
        "answer_has_no_detail": "detail",
        "answer_needs_a_day": "done_on",
        "answer_needs_a_roadmap": "what1",
        "answer_has_a_roadmap": "detail",
        "answer_promises_nothing": "what1",
        "promise_says_nothing": "what1",
        "promise_needs_a_day": "due1",
        "point_is_answered": None,
        "answer_stands_in_letter": None,
        "no_answer_owed": None,
    }
    rows: ClassVar[int] = FEWEST
    result = forms.ChoiceField(
        label=gettext_lazy("Kết quả giải quyết"), choices=Result.choices, widget=forms.RadioSelect
    )
    detail = forms.ChoiceField(
        label=gettext_lazy("Chi tiết kết quả"),
        help_text=gettext_lazy(
            "Chỉ chọn, và phải chọn, khi kết quả là “Đã giải quyết xong”, “Đang giải quyết” hoặc “Sẽ giải quyết”. Chưa "
            "định được việc, ngày xong và cơ quan làm thì chọn “Chưa có lộ trình”; báo cáo sẽ ghi màu đỏ."
        ),
        choices=[("", gettext_lazy("Không có chi tiết")), *Detail.choices],
        required=False,
    )
    text = Lines(label=gettext_lazy("Nội dung trả lời"), max_length=LONGEST)
    done_on = DayField(
        label=gettext_lazy("Ngày giải quyết xong"),
        help_text=gettext_lazy("Chỉ ghi khi đã giải quyết xong."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A milestone says what, by whom and by when: a row is filled whole, or left empty."""
        typed: dict[str, Any] = super().clean() or {}
        for n in range(1, self.rows + 1):
            row = {name: typed.get(f"{name}{n}") for name in ("what", "unit", "due")}
            if not any(row.values()):
                continue
            for name, value in row.items():
                if not value and f"{name}{n}" not in self.errors:
                    self.add_error(f"{name}{n}", _("Mỗi mốc phải ghi đủ việc làm, cơ quan làm và ngày xong."))
        return typed

    def answer(self) -> AnswerSaid:
        """The answer as it was typed."""
        typed = self.cleaned_data
        promises = [
            Promise(typed[f"what{n}"], typed[f"unit{n}"], typed[f"due{n}"])
            for n in range(1, self.rows + 1)
            if typed[f"what{n}"]
        ]
        detail = Detail(typed["detail"]) if typed["detail"] else None
        return AnswerSaid(Result(typed["result"]), typed["text"], detail, typed["done_on"], promises)


class PaperForm(PetitionForm):
    """A letter that was issued outside this system, and which answers stand in it."""

    field_of: ClassVar[Mapping[str, str | None]] = {
        "letter_without_symbol": "symbol",
        "letter_of_tomorrow": "signed_on",
        "nothing_to_answer": "points",
        "answer_stands_in_letter": "points",
        "no_answer_owed": None,
    }
    symbol = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản trả lời"),
        help_text=gettext_lazy("Ví dụ: 1520/UBND-VP"),
        max_length=100,
    )
    signed_on = DayField(label=gettext_lazy("Ngày văn bản"))
    points = forms.MultipleChoiceField(
        label=gettext_lazy("Ý được trả lời trong văn bản"), widget=forms.CheckboxSelectMultiple
    )


class PromiseForm(PetitionForm):
    """One milestone more."""

    field_of: ClassVar[Mapping[str, str | None]] = {
        "promise_says_nothing": "what",
        "promise_needs_a_day": "due_on",
        "nothing_to_promise": None,
    }


class KeepForm(PetitionForm):
    """Since when a promise is kept, how, and what proves it."""

    field_of: ClassVar[Mapping[str, str | None]] = {
        "kept_tomorrow": "done_on",
        "kept_before_promised": "done_on",
        "reason_too_short": "how",
        "promise_needs_proof": "proof",
        "commitment_kept_already": None,
        **dict.fromkeys(FILE_REFUSALS, "proof"),
    }
    done_on = DayField(label=gettext_lazy("Ngày làm xong"))
    how = Lines(label=gettext_lazy("Đã làm gì"), max_length=LONGEST_REASON)
    proof = ProofField(
        label=gettext_lazy("Tài liệu chứng minh"),
        help_text=gettext_lazy("Văn bản, biên bản hoặc ảnh: tệp PDF, JPG, PNG."),
        required=False,
    )


@require_http_methods(["GET", "POST"])
@at_desk
def draft(request: DeskRequest, petition_id: int, point: int) -> HttpResponse:
    """GET shows what was drafted so far; POST keeps the answer. The button for one row more changes nothing."""
    petition = offered(request, petition_id, "draft")
    asked_of = next((each for each in queries.points_of(petition_id) if each.number == point), None)
    if asked_of is None or asked_of.answered_at is not None:
        raise NotFound("point")
    mine = [
        each
        for each in queries.drafts_of(petition_id, request.official)
        if each.point_id == asked_of.pk and each.agency_id == request.official.agency_id
    ]
    units, before = queries.units(localdate(request.now)), _as_typed(mine[0]) if mine else {}
    rows = _rows(request, sum(name.startswith("what") for name in before))
    made = _draft_form(units, rows)
    more = MORE in request.POST
    form: DraftForm = made(initial=_kept(request)) if more else filled(made, request, before)
    ask = Ask(_("Trả lời ý %(n)s") % {"n": point}, _("Lưu dự thảo trả lời"), _("Đã lưu dự thảo trả lời."))
    context = {**about(petition), "point": asked_of, "rows": range(1, rows + 1), "may_add": rows < MOST}
    if more:
        shown = {"form": form, "ask": ask, "back": address(petition_id), **context}
        return page(request, "petitions/answer", shown)
    return asked(
        request,
        form,
        ask,
        lambda: actions.draft_answer(petition_id, point, form.answer(), by=request.official, now=request.now),
        address(petition_id),
        context=context,
        template="petitions/answer",
    )


@require_http_methods(["GET", "POST"])
@at_desk
def on_paper(request: DeskRequest, petition_id: int) -> HttpResponse:
    """GET asks for the letter; POST lets the chosen drafts bind."""
    petition = offered(request, petition_id, "issue")
    drafts = {each.point_id for each in queries.drafts_of(petition_id, request.official)}
    points = [each for each in queries.points_of(petition_id) if each.pk in drafts and each.answered_at is None]
    form = filled(PaperForm, request, {"points": [str(each.number) for each in points]})
    form.fields["points"].choices = points_of(points)  # type: ignore[attr-defined]  # as it is one

    def act() -> None:
        typed = form.cleaned_data
        letter = Letter(typed["symbol"], typed["signed_on"])
        chosen = [int(each) for each in typed["points"]]
        actions.answered_on_paper(petition_id, chosen, letter, by=request.official, now=request.now)

    ask = Ask(
        _("Ghi văn bản trả lời đã phát hành"),
        _("Ghi văn bản trả lời"),
        _("Đã ghi văn bản trả lời. Khi mọi ý có trả lời, cử tri được báo."),
        _("Dùng khi văn bản được ký và phát hành ngoài hệ thống."),
    )
    if not points:
        messages.info(request, _("Chưa có ý nào được soạn trả lời. Hãy soạn trả lời từng ý, rồi ghi văn bản."))
        return redirect(address(petition_id))
    return asked(request, form, ask, act, address(petition_id), context=about(petition))


@require_http_methods(["GET", "POST"])
@at_desk
def commit(request: DeskRequest, petition_id: int, point: int) -> HttpResponse:
    """GET asks for one milestone more; POST promises it."""
    petition = offered(request, petition_id, "commit")
    units = queries.units(localdate(request.now))
    made: Any = type("PromiseForm", (PromiseForm,), _milestone(units, "what", "unit", "due_on"))
    form: PromiseForm = filled(made, request)

    def act() -> None:
        typed = form.cleaned_data
        promise = Promise(typed["what"], typed["unit"], typed["due_on"])
        actions.commit(petition_id, point, promise, by=request.official, now=request.now)

    ask = Ask(_("Thêm mốc thực hiện cho ý %(n)s") % {"n": point}, _("Thêm mốc"), _("Đã thêm mốc. Cử tri được báo."))
    return asked(request, form, ask, act, address(petition_id), context=about(petition), names={"agency": "unit"})


@require_http_methods(["GET", "POST"])
@at_desk
def keep(request: DeskRequest, commitment_id: int) -> HttpResponse:
    """GET asks what proves it; POST keeps that the promise was kept."""
    row = queries.commitment_to_keep(commitment_id, request.official)
    form = filled(KeepForm, request)

    def act() -> None:
        typed = form.cleaned_data
        actions.keep_commitment(
            commitment_id, typed["done_on"], typed["how"], typed["proof"], by=request.official, now=request.now
        )

    ask = Ask(
        _("Ghi việc đã thực hiện"),
        _("Ghi đã thực hiện"),
        _("Đã ghi việc đã thực hiện. Cử tri được báo."),
        _("%(what)s (%(unit)s, hẹn ngày %(day)s)")
        % {"what": row.what, "unit": row.unit.name, "day": f"{row.due_on:%d/%m/%Y}"},
    )
    return asked(request, form, ask, act, address(row.petition_id), context=about(row.petition))


@require_safe
@at_desk
def proof(request: DeskRequest, commitment_id: int) -> HttpResponse:
    """What proves that a promise was kept, as a file."""
    file = queries.proof_seen_by(commitment_id, request.official)
    return download(documents.content_of(file), file.media_type, file.name)


def _draft_form(units: Units, rows: int) -> type[DraftForm]:
    fields: dict[str, Any] = {"rows": rows}
    for n in range(1, rows + 1):
        fields |= _milestone(units, f"what{n}", f"unit{n}", f"due{n}", n)
    return type("DraftForm", (DraftForm,), fields)


def _milestone(units: Units, what: str, unit: str, due: str, number: int = 0) -> dict[str, forms.Field]:
    """The three boxes of a milestone; those of a numbered row may be left empty."""
    after = f" {number}" if number else ""
    needed = not number
    return {
        what: forms.CharField(label=_("Việc sẽ làm") + after, max_length=1000, required=needed),
        unit: UnitField(units, label=_("Cơ quan làm") + after, required=needed),
        due: DayField(label=_("Ngày xong") + after, required=needed),
    }


def _as_typed(drafted: Any) -> dict[str, Any]:
    """A draft as its form shows it."""
    first: dict[str, Any] = {
        "result": drafted.result,
        "detail": drafted.detail,
        "text": drafted.text,
        "done_on": drafted.done_on,
    }
    for n, row in enumerate(sorted(drafted.commitments.all(), key=lambda each: each.pk), start=1):
        first |= {f"what{n}": row.what, f"unit{n}": row.unit.code, f"due{n}": row.due_on}
    return first


def _rows(request: DeskRequest, drafted: int) -> int:
    """How many rows of milestones the page shows."""
    sent = sum(name.startswith("what") for name in request.POST)
    return min(max(FEWEST, drafted, sent) + (MORE in request.POST), MOST)


def _kept(request: DeskRequest) -> dict[str, Any]:
    """Everything typed so far, days put together from their boxes."""
    typed: dict[str, Any] = request.POST.dict()
    days = {name[: -len("-day")] for name in typed if name.endswith("-day")}
    for name in days:
        typed[name] = tuple(typed.get(f"{name}-{box}", "") for box in ("day", "month", "year"))
    return typed

"""The letter that answers voters: which petitions wait for one, and how it is begun, with facts of the platform."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.domain.letters import actions as letters
from motcua.domain.letters import queries as letters_asked
from motcua.domain.letters.queries import Choices, Kind
from motcua.domain.petitions import actions, queries
from motcua.kernel.errors import NotFound, Refused
from motcua.web.desk.letters.forms import LONGEST_LINES
from motcua.web.desk.letters.writing import number
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.forms import Lines, PageForm, posted
from motcua.web.shared.refusals import sentence_for

FIELD_OF = {"not_a_signer": "signer", "too_many_addressees": "to"}
SHORTENED = 90
"""Characters of a point in a list of points."""


class ReplyForm(PageForm):
    """What stands beside the text of the letter, and under which point each thing goes that the platform can show."""

    subject = forms.CharField(label=gettext_lazy("Trích yếu"), max_length=500)
    unit = forms.ChoiceField(label=gettext_lazy("Đơn vị soạn thảo"), required=False)
    to = Lines(label=gettext_lazy("Kính gửi"), help_text=gettext_lazy("Mỗi nơi một dòng."))
    copies = Lines(label=gettext_lazy("Nơi nhận"), help_text=gettext_lazy("Mỗi nơi một dòng; dòng cuối là Lưu: VT."))
    signer = forms.ChoiceField(label=gettext_lazy("Người ký"))

    def __init__(self, *args: Any, choices: Choices, offered: list[Any], points: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("Không ghi")), *choices.units]  # type: ignore[attr-defined]
        signers = [("", _("Chưa chọn")), *((str(pk), name) for pk, name in choices.signers)]
        self.fields["signer"].choices = signers  # type: ignore[attr-defined]  # as it is one
        under = [("", _("Không đưa vào")), *points]
        self.facts = {f"fact-{each.key}": each.key for each in offered}
        for each in offered:
            self.fields[f"fact-{each.key}"] = forms.ChoiceField(
                label=each.title, help_text=each.plainly, choices=under, required=False
            )

    def shown_facts(self) -> list[Any]:
        """The boxes of what can be shown, in their order."""
        return [self[name] for name in self.facts]

    def boxes(self) -> letters.Boxes:
        """The boxes as they were filled."""
        typed = self.cleaned_data
        return letters.Boxes(
            kind=Kind.OFFICIAL_LETTER,
            subject=typed["subject"],
            unit=typed["unit"],
            to=tuple(typed["to"].splitlines()[:LONGEST_LINES]),
            copies=tuple(typed["copies"].splitlines()[:LONGEST_LINES]),
            signer=int(typed["signer"]),
        )

    def stated(self) -> dict[str, int]:
        """Under which answer each chosen thing goes."""
        typed = self.cleaned_data
        return {key: int(typed[name]) for name, key in self.facts.items() if typed[name]}


@require_safe
@at_desk
def petition_letters(request: DeskRequest) -> HttpResponse:
    """Petitions with drafted answers, each with the way to the letter that will answer it."""
    letters_asked.open_at(request.official)
    return page(request, "petition_letters/list", {"waiting": queries.to_reply(request.official)})


@require_http_methods(["GET", "POST"])
@at_desk
def petition_letter(request: DeskRequest, petition_id: int) -> HttpResponse:
    """GET asks what stands beside the text and what is to be shown; POST begins the letter and goes on to its text.

    `?cung=` names further petitions of the agency that the same letter answers.
    """
    official, now = request.official, request.now
    letters_asked.open_at(official)
    waiting = {each.petition.pk: each for each in queries.to_reply(official)}
    if petition_id not in waiting:
        raise NotFound("petition")
    asked = {number(each) for each in request.GET.getlist("cung")}
    chosen = [petition_id, *(pk for pk in waiting if pk in asked and pk != petition_id)]
    choices, said = letters_asked.choices_at(official, now), queries.wording()
    options: dict[str, Any] = {
        "choices": choices,
        "offered": queries.offered_facts(chosen, official, now),
        "points": _points([waiting[pk] for pk in chosen]),
    }
    start = {
        "subject": said["subject"],
        "to": "\n".join(said["to"]),
        "copies": "\n".join(choices.copies),
        "unit": choices.units[0][0] if choices.units else "",
    }
    form = posted(ReplyForm, request, **options) if request.method == "POST" else ReplyForm(initial=start, **options)
    if request.method == "POST" and form.is_valid():
        press = f"{official.account_id}-{request.POST.get('press', '')[:64]}"
        try:
            letter = actions.draft_reply(chosen, form.boxes(), press=press, stated=form.stated(), by=official, now=now)
        except Refused as no:
            form.add_error(FIELD_OF.get(no.code), sentence_for(no))
        else:
            messages.success(request, _("Đã soạn văn bản từ các trả lời. Hãy đọc lại toàn văn trước khi trình."))
            return redirect("desk:write_letter", letter_id=letter.pk)
    context = {
        "form": form,
        "petition": waiting[petition_id],
        "chosen": [waiting[pk] for pk in chosen],
        "others": [each for pk, each in waiting.items() if pk != petition_id],
        "together": frozenset(chosen),
        "press": request.POST.get("press", "")[:64] or token_hex(16),
    }
    return page(request, "petition_letters/begin", context)


def _points(chosen: list[Any]) -> list[tuple[str, str]]:
    """The points of the letter by the answers that are drafted to them, numbered as the letter numbers them."""
    drafted = [point for each in sorted(chosen, key=lambda one: one.petition.pk) for point in each.drafted]
    return [
        (str(point.answer_id), _("Ý %(number)s: %(text)s") % {"number": place, "text": _short(point.text)})
        for place, point in enumerate(drafted, start=1)
    ]


def _short(text: str) -> str:
    return text if len(text) <= SHORTENED else f"{text[:SHORTENED].rsplit(' ', 1)[0]} …"

"""What every form about petitions has: where a refusal stands, agencies to choose from, points line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from motcua.domain.petitions import queries
from motcua.domain.petitions.queries import Units
from motcua.kernel.errors import Malformed, NotFound, Refused
from motcua.kernel.text import phone
from motcua.web.desk.paying import ACCEPTED
from motcua.web.shared.forms import Lines, PageForm
from motcua.web.shared.places import PlaceSelect
from motcua.web.shared.refusals import sentence_for

LONGEST = 20_000
LONGEST_REASON = 4000
ANYWHERE: Mapping[str, str | None] = {"petition_may_denounce": None, "said_too_long": None}
FILE_REFUSALS = ("file_empty", "file_too_large", "file_type_unknown", "file_cut_short", "file_with_active_content")


class PetitionForm(PageForm):
    """A form about petitions. `field_of`: the box beside which a refusal of the action stands."""

    field_of: ClassVar[Mapping[str, str | None]] = {}

    def refuse(self, no: Refused) -> bool:
        """Show a refusal beside what it is about; false where it is about something else."""
        fields = {**ANYWHERE, **self.field_of}
        if no.code not in fields:
            return False
        name = fields[no.code]
        self.add_error(name if name in self.fields else None, ValidationError(sentence_for(no), code=no.code))
        return True


class UnitField(forms.CharField):
    """One agency of the list, by its code."""

    def __init__(self, groups: Units, **options: Any) -> None:
        super().__init__(widget=PlaceSelect(groups), **options)
        self.known = {code for _area, found in groups for code, _name in found}

    def clean(self, value: Any) -> str:
        """A code of the list, or nothing where nothing has to be chosen."""
        chosen = str(super().clean(value))
        if chosen and chosen not in self.known:
            raise ValidationError(_("Cơ quan này không có trong danh sách. Hãy chọn lại."))
        return chosen


class PhoneField(forms.CharField):
    """A Vietnamese telephone number, in its national form."""

    def clean(self, value: Any) -> str:
        """The number, or nothing."""
        typed = str(super().clean(value)).strip()
        try:
            return phone(typed) if typed else ""
        except Malformed as problem:
            raise ValidationError(str(problem)) from None


POINTS_HELP = gettext_lazy("Mỗi ý viết trên một dòng. Ý nào dài nhiều dòng thì đánh số ở đầu từng ý: “1.”, “2.”, “3.”…")
ONE_POINT_HELP = gettext_lazy(
    "Để trống nếu chỉ có một ý. Nhiều ý thì mỗi ý viết trên một dòng; ý nào dài nhiều dòng thì đánh số ở đầu từng ý: "
    "“1.”, “2.”, “3.”…"
)
_NUMBERED = re.compile(r"^(\d{1,2})\s*[.)]\s+(.*)$")


class PointsField(Lines):
    """The points (ý) of a petition: one a line; or numbered from 1, each with the lines below it."""

    def clean(self, value: Any) -> Any:
        """The points that say something, without their numbers."""
        typed = str(super().clean(value))
        return points_in([line.strip() for line in typed.splitlines() if line.strip()])


def points_in(lines: list[str]) -> list[str]:
    """Lines as points: where the first is numbered 1, what follows belongs to it until the line numbered 2."""
    if not lines or not (first := _NUMBERED.match(lines[0])) or int(first[1]) != 1:
        return lines
    points: list[str] = []
    for line in lines:
        begins = _NUMBERED.match(line)
        if begins is not None and int(begins[1]) == len(points) + 1:
            points.append(begins[2].strip())
        else:
            points[-1] += f"\n{line}"
    return points


class ProofField(forms.FileField):
    """One file: a picture or a PDF, as actions take it."""

    widget = forms.FileInput({"accept": ACCEPTED})

    def clean(self, data: Any, initial: Any = None) -> tuple[str, bytes] | None:
        """Name and bytes."""
        file = super().clean(data, initial)
        return (file.name or "", file.read()) if file else None


class ReasonForm(PetitionForm):
    """Words and nothing besides."""

    field_of: ClassVar[Mapping[str, str | None]] = {"reason_too_short": "reason"}
    reason = Lines(label=gettext_lazy("Lý do"), max_length=LONGEST_REASON)


class NoForm(PetitionForm):
    """Nothing has to be said."""


def english() -> bool:
    """Whether the page is read in English."""
    return (get_language() or "vi").startswith("en")


def named(rows: Any) -> list[tuple[str, str]]:
    """Fields or levels of the pack as choices."""
    language = "en" if english() else "vi"
    return [(str(each["code"]), str(each["name"][language])) for each in rows]


def sessions() -> list[tuple[str, str]]:
    """Every session as a choice, the newest first."""
    return [(str(each.pk), session_name(each)) for each in queries.sessions()]


def session_name(session: Any) -> str:
    """A session as people say it."""
    return _("Kỳ họp %(number)s, khóa %(term)s") % {"number": session.number, "term": session.term}


def not_there(form: PetitionForm, what: NotFound, names: Mapping[str, str]) -> bool:
    """Show that something chosen is not there any more; false where it is about something else."""
    name = names.get(str(what))
    if name is None:
        return False
    form.add_error(name, _("Lựa chọn này không còn hoặc không cùng khóa với kỳ họp. Hãy chọn lại."))
    return True

"""The counter's one screen as a form: the person, what lies on the counter, and what is decided.

Names of our own inputs have a dash; those of the procedure's questions have none, or the suffix of an area.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.accounts.actions import Person
from motcua.domain.dossiers.actions import Authority, Brought, HandedIn, Said
from motcua.domain.dossiers.states import Channel, Ground, LookupReason, ResultMethod, Scope
from motcua.domain.procedures.queries import Part
from motcua.kernel.errors import Malformed, Refused
from motcua.kernel.text import passport, phone
from motcua.web.desk.identity import COUNTRY_OF, KIND_OF, NUMBERS, PASSPORT, identity_boxes, number_of
from motcua.web.shared.forms import Lines, PageForm
from motcua.web.shared.refusals import sentence_for

NUMBER, NAME, BORN, PHONE, HOME = "so-dinh-danh", "ho-ten", "ngay-sinh", "dien-thoai", "noi-o"
FOR_ANOTHER, AGENT_NUMBER, AGENT_NAME, AGENT_PHONE = "nop-thay", "nguoi-nop-so", "nguoi-nop-ten", "nguoi-nop-dt"
SCOPE, GROUND, DOCUMENT, VALID_TO = "pham-vi", "can-cu", "van-ban", "den-ngay"
CHANNEL, TRACKING, METHOD, SETS = "cach-nop", "ma-buu-gui", "nhan-ket-qua", "so-bo"
REASON, MISSING, OVERRIDE, READ, WHY = "ly-do", "con-thieu", "ly-do-nhan", "da-doc", "ly-do-tra"
ORIGINALS, CERTIFIED, COPIES, FILE, REUSE, KEPT = "bc", "ct", "ph", "tep", "dung-lai", "giu"
NOTE = "ghi-chu"
AUTHORITY_FILE, AUTHORITY_PART = "tep-uy-quyen", "van-ban-uy-quyen"
FACT = "account."
PASSPORT_FACT = "account.passport"

FACTS = {
    NUMBER: "account.identity_number",
    NAME: "account.full_name",
    BORN: "account.birth_date",
    PHONE: "account.phone",
    HOME: "account.residence",
}
"""By what name a form prefills from each of these."""
PLACE_OF = {
    "identity_number_wrong": NUMBER,
    "passport_wrong": NUMBER,
    "authorisation_without_document": DOCUMENT,
    "authorisation_ran_out": VALID_TO,
    "authorised_by_oneself": AGENT_NUMBER,
    "lookup_without_reason": WHY,
    "reason_missing": REASON,
    "items_missing": MISSING,
    "reception_warned": OVERRIDE,
}
"""At which box a rule's refusal stands; any other stands above the form."""
EARLIEST = 1900
_PLAIN_DAY = re.compile(r"(\d{1,2})[\s./-]*(\d{1,2})[\s./-]*(\d{4})|(\d{4})-(\d{2})-(\d{2})")
_EIGHT = re.compile(r"(\d{2})(\d{2})(\d{4})")


class QuickDay(forms.CharField):
    """A day in one box, as fast as it can be typed: 08031994, 8/3/1994, 8.3.1994; cleaned to ISO text."""

    def clean(self, value: Any) -> str:
        """The day as ISO text; empty when nothing was typed."""
        text = str(super().clean(value) or "").strip()
        if not text:
            return ""
        found = _EIGHT.fullmatch(text) or _PLAIN_DAY.fullmatch(text)
        parts = [int(each) for each in found.groups() if each] if found else []
        if parts and parts[0] >= EARLIEST:
            parts.reverse()
        try:
            return date(parts[2], parts[1], parts[0]).isoformat()
        except (IndexError, ValueError):
            raise ValidationError(
                _("“%(label)s” chưa phải là một ngày có thật. Gõ liền ngày, tháng, năm, ví dụ 08031994.")
                % {"label": self.label}
            ) from None


class Phone(forms.CharField):
    """A Vietnamese phone number; cleaned to its national form."""

    def clean(self, value: Any) -> str:
        """The number."""
        text = str(super().clean(value) or "")
        if not text:
            return ""
        try:
            return phone(text)
        except Malformed:
            raise ValidationError(
                str(_("Số điện thoại phải gồm 10 hoặc 11 chữ số, bắt đầu bằng 0 hoặc +84."))
            ) from None


def _text(attributes: Mapping[str, str] | None = None) -> forms.TextInput:
    return forms.TextInput({"autocomplete": "off", "spellcheck": "false", **(attributes or {})})


class SheetForm(PageForm):
    """Built by `form_of_sheet`: its class carries the parts it asks about."""

    parts: Sequence[Part] = ()

    def clean(self) -> dict[str, Any]:
        """What a field alone cannot know."""
        cleaned = super().clean() or {}
        self._clean_numbers(cleaned)
        if cleaned.get(FOR_ANOTHER):
            for name in (AGENT_NUMBER, AGENT_NAME):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, _("Chưa nhập mục “%(label)s”.") % {"label": self.fields[name].label})
        if cleaned.get(CHANNEL) == Channel.POST and not cleaned.get(TRACKING):
            self.add_error(TRACKING, _("Hồ sơ gửi qua bưu chính cần có mã bưu gửi."))
        return cleaned

    def _clean_numbers(self, cleaned: dict[str, Any]) -> None:
        """Each number as what its paper is; that of somebody who hands in for another only then."""
        for name in NUMBERS:
            if not cleaned.get(name) or (name == AGENT_NUMBER and not cleaned.get(FOR_ANOTHER)):
                continue
            try:
                cleaned[name] = number_of(name, cleaned)
            except ValidationError as wrong:
                self.add_error(name, wrong)

    def handed(self, decision: str, *, at_once: bool = False) -> HandedIn:
        """What lies on the counter, once the form is valid."""
        typed = self.cleaned_data
        return HandedIn(
            owner=Person(
                full_name=typed[NAME],
                identity_number=typed[NUMBER],
                birth_date=typed[BORN],
                phone=typed[PHONE],
                residence=typed[HOME],
            ),
            brought=[_brought(self.cleaned_data, part.code) for part in self.parts],
            channel=Channel(typed[CHANNEL]),
            result_method=ResultMethod(typed.get(METHOD) or ResultMethod.AT_COUNTER),
            tracking=typed[TRACKING],
            sets=typed[SETS] or 1,
            authority=self._authority() if typed[FOR_ANOTHER] else None,
            decision=decision,
            said=Said(reason=typed[REASON], items=self._items(), at_once=at_once),
            read=set(filter(None, typed[READ].split())),
            reason=typed[OVERRIDE],
        )

    def refuse(self, no: Refused) -> None:
        """Show a rule's refusal beside what it is about."""
        name = PLACE_OF.get(no.code)
        self.add_error(name if name in self.fields else None, sentence_for(no))

    def _authority(self) -> Authority:
        typed = self.cleaned_data
        return Authority(
            agent=Person(full_name=typed[AGENT_NAME], identity_number=typed[AGENT_NUMBER], phone=typed[AGENT_PHONE]),
            scope=Scope(typed[SCOPE] or Scope.BOTH),
            ground=Ground(typed[GROUND] or Ground.CERTIFIED),
            document=typed[DOCUMENT],
            valid_to=date.fromisoformat(typed[VALID_TO]) if typed[VALID_TO] else None,
        )

    def _items(self) -> list[dict[str, str]]:
        """Everything that is missing, a line each: the name, and after a colon what is to be done."""
        codes = {part.name.vi: part.code for part in self.parts}
        items = []
        for line in self.cleaned_data[MISSING].splitlines():
            name, _colon, note = (part.strip() for part in line.partition(":"))
            if name:
                items.append({"code": codes.get(name, ""), "name": name, "note": note})
        return items


def form_of_sheet(parts: Sequence[Part], known: Mapping[str, Sequence[tuple[str, str]]], *, method: bool) -> Any:
    """The class of the form for these parts; `known` are the choices to reuse, by part.

    `method` tells whether the way of the result is asked here, because the procedure's own form does not.
    """
    fields: dict[str, forms.Field] = {
        **identity_boxes(NUMBER, _("Số định danh"), _("Giấy tờ"), _("Mã nước cấp"), required=True),
        WHY: forms.ChoiceField(
            label=_("Lý do tra cứu"), choices=LookupReason.choices, required=False, initial=LookupReason.AT_COUNTER
        ),
        NAME: forms.CharField(label=_("Họ và tên"), max_length=100, widget=_text()),
        BORN: QuickDay(label=_("Ngày sinh"), max_length=20, required=False, widget=_text({"inputmode": "numeric"})),
        PHONE: Phone(label=_("Điện thoại"), max_length=20, required=False, widget=_text({"inputmode": "tel"})),
        HOME: forms.CharField(label=_("Nơi ở"), max_length=300, required=False, widget=_text()),
        FOR_ANOTHER: forms.BooleanField(label=_("Người khác nộp thay (ủy quyền)"), required=False),
        **identity_boxes(
            AGENT_NUMBER, _("Số định danh người nộp"), _("Giấy tờ người nộp"), _("Mã nước cấp hộ chiếu người nộp")
        ),
        AGENT_NAME: forms.CharField(label=_("Họ và tên người nộp"), max_length=100, required=False, widget=_text()),
        AGENT_PHONE: Phone(label=_("Điện thoại người nộp"), max_length=20, required=False, widget=_text()),
        SCOPE: forms.ChoiceField(label=_("Được ủy quyền"), choices=Scope.choices, required=False, initial=Scope.BOTH),
        GROUND: forms.ChoiceField(label=_("Căn cứ"), choices=Ground.choices, required=False),
        DOCUMENT: forms.CharField(
            label=_("Số, ngày, nơi chứng thực văn bản"), max_length=300, required=False, widget=_text()
        ),
        VALID_TO: QuickDay(label=_("Có giá trị đến"), max_length=20, required=False, widget=_text()),
        CHANNEL: forms.ChoiceField(
            label=_("Cách nộp"),
            choices=[(Channel.DIRECT.value, _("Trực tiếp")), (Channel.POST.value, _("Bưu chính"))],
            initial=Channel.DIRECT,
            widget=forms.RadioSelect,
        ),
        TRACKING: forms.CharField(label=_("Mã bưu gửi"), max_length=60, required=False, widget=_text()),
        SETS: forms.IntegerField(
            label=_("Số bộ"), min_value=1, max_value=99, initial=1, widget=_text({"inputmode": "numeric"})
        ),
        REASON: Lines(label=_("Lý do"), max_length=2000, required=False),
        MISSING: Lines(label=_("Còn thiếu những gì, mỗi dòng một thứ"), max_length=4000, required=False),
        OVERRIDE: Lines(label=_("Lý do vẫn tiếp nhận"), max_length=500, required=False),
        READ: forms.CharField(required=False, widget=forms.HiddenInput),
        AUTHORITY_FILE: forms.FileField(label=_("Bản quét văn bản ủy quyền"), required=False),
    }
    if method:
        fields[METHOD] = forms.ChoiceField(
            label=_("Nhận kết quả"),
            choices=[
                (ResultMethod.AT_COUNTER.value, _("Tại một cửa")),
                (ResultMethod.ONLINE.value, _("Bản điện tử")),
                (ResultMethod.POST.value, _("Bưu chính")),
            ],
            initial=ResultMethod.AT_COUNTER,
            widget=forms.RadioSelect,
        )
    for part in parts:
        fields |= _part_fields(part, known.get(part.code, ()))
    return type("SheetOfParts", (SheetForm,), {**fields, "parts": list(parts)})


class SupplyForm(PageForm):
    """What is brought later, by `form_of_supply`."""

    parts: Sequence[Part] = ()

    @property
    def brought(self) -> list[Brought]:
        """What lies on the counter, once the form is valid."""
        return [_brought(self.cleaned_data, part.code) for part in self.parts]


def form_of_supply(parts: Sequence[Part]) -> Any:
    """The class of the form for what was asked for and is brought to the counter."""
    fields: dict[str, forms.Field] = {
        NOTE: Lines(label=_("Người nộp bổ sung những gì"), max_length=2000, required=False)
    }
    for part in parts:
        fields |= _part_fields(replace(part, originals=0, copies=0), ())
    return type("SupplyOfParts", (SupplyForm,), {**fields, "parts": list(parts)})


def _brought(typed: Mapping[str, Any], code: str) -> Brought:
    return Brought(
        part=code,
        originals=typed[f"{ORIGINALS}-{code}"] or 0,
        certified=typed[f"{CERTIFIED}-{code}"] or 0,
        copies=typed[f"{COPIES}-{code}"] or 0,
        reuse=typed.get(f"{REUSE}-{code}") or "",
        number=typed[f"{KEPT}-{code}"],
    )


def _part_fields(part: Part, known: Sequence[tuple[str, str]]) -> dict[str, forms.Field]:
    """The boxes of one row: how many of which kind, a scan, what is known already, the number of what is kept."""
    fields: dict[str, forms.Field] = {}
    usual = {ORIGINALS: part.originals, COPIES: part.copies} if part.required else {}
    for kind, label in COUNTED.items():
        fields[f"{kind}-{part.code}"] = forms.IntegerField(
            label=f"{label}: {part.name}",
            min_value=0,
            max_value=999,
            required=False,
            initial=usual.get(kind) or None,
            widget=_text({"inputmode": "numeric"}),
        )
    fields[f"{FILE}-{part.code}"] = forms.FileField(label=f"{_('Tệp quét hoặc ảnh chụp')}: {part.name}", required=False)
    if known:
        choices = [("", _("Không dùng lại")), *known]
        fields[f"{REUSE}-{part.code}"] = forms.ChoiceField(
            label=f"{_('Đã có trong hệ thống')}: {part.name}", choices=choices, required=False
        )
    fields[f"{KEPT}-{part.code}"] = forms.CharField(
        label=f"{_('Số của bản chính đơn vị giữ lại')}: {part.name}", max_length=100, required=False, widget=_text()
    )
    return fields


COUNTED = {
    ORIGINALS: gettext_lazy("Bản chính"),
    CERTIFIED: gettext_lazy("Bản chứng thực"),
    COPIES: gettext_lazy("Bản photo"),
}


def facts_of(typed: Mapping[str, str]) -> dict[str, str]:
    """What is typed of the person, under the names that a procedure's form prefills from."""
    facts = {FACTS[name]: typed[name].strip() for name in FACTS if typed.get(name, "").strip()}
    if typed.get(KIND_OF[NUMBER]) == PASSPORT and (number := facts.pop(FACTS[NUMBER], "")):
        # No question of a form is about a passport that was typed wrongly, nor takes one for a personal number.
        with suppress(Malformed):
            facts[PASSPORT_FACT] = passport(typed.get(COUNTRY_OF[NUMBER], ""), number)
    if BORN in typed and FACTS[BORN] in facts:
        try:
            facts[FACTS[BORN]] = QuickDay(required=False).clean(typed[BORN])
        except ValidationError:
            del facts[FACTS[BORN]]
    return facts


def typed_of(facts: Mapping[str, str]) -> dict[str, str]:
    """The reverse: what the boxes of the person show for these facts; a day as people write it."""
    shown = {name: facts[fact] for name, fact in FACTS.items() if facts.get(fact)}
    if state_and_number := facts.get(PASSPORT_FACT, ""):
        shown[KIND_OF[NUMBER]] = PASSPORT
        shown[COUNTRY_OF[NUMBER]], _space, shown[NUMBER] = state_and_number.partition(" ")
    if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", shown.get(BORN, "")):
        shown[BORN] = f"{found[3]}/{found[2]}/{found[1]}"
    return shown

"""Forms of our pages: what was typed is kept, in composed Unicode, and each error is a sentence."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from motcua.web.shared import uploads
from motcua.web.shared.dates import DayField

F = TypeVar("F", bound="PageForm")

NOT_TYPED = _("Chưa nhập mục “%(label)s”.")
NOT_CHOSEN = _("Chưa chọn mục “%(label)s”.")
NO_FILE = _("Chưa chọn tệp cho mục “%(label)s”.")
TOO_LONG = _("“%(label)s” dài quá %(limit_value)d ký tự (đang có %(show_value)d). Hãy viết ngắn lại.")
NO_EMAIL = _("“%(label)s” chưa đúng, ví dụ đúng: ten@example.vn.")
NO_NUMBER = _("“%(label)s” phải là một số nguyên.")
EMPTY_FILE = _("Tệp ở mục “%(label)s” rỗng (0 byte). Hãy chọn lại tệp.")
NOT_OFFERED = _("Mục “%(label)s”: lựa chọn này không có trong danh sách. Hãy chọn lại.")


class Lines(forms.CharField):
    """Text of several lines: shown as a text area, with a counter when `max_length` is given."""

    widget = forms.Textarea


class PageForm(forms.Form):
    """A form of ours. `upload_problems` are the files that were dropped while they arrived."""

    use_required_attribute = False
    upload_problems: Mapping[str, Promise]

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(_composed(data), *args, **kwargs)
        self.upload_problems = {}
        for name, field in self.fields.items():
            if field.label is None:
                field.label = name
            _word_errors(field)

    def full_clean(self) -> None:
        """Checked as always; then whatever was dropped while it arrived is said."""
        super().full_clean()
        for name, sentence in self.upload_problems.items():
            field = name if name in self.fields else NON_FIELD_ERRORS
            # "No file was chosen" would be true and puzzling: it was chosen, and dropped for its size.
            self.errors.pop(field, None)
            self.add_error(
                None if field == NON_FIELD_ERRORS else field, ValidationError(str(sentence), code="too_large")
            )


def posted(form_class: type[F], request: HttpRequest, **options: Any) -> F:
    """The form bound to what was sent, files included, with a sentence for each file that was too large."""
    form = form_class(request.POST, request.FILES, **options)
    form.upload_problems = uploads.problems(request)
    return form


def _composed(data: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    """What was typed, in NFC and without NUL: some phones send each accent as a letter of its own."""
    if data is None:
        return None
    lists = data.lists() if isinstance(data, MultiValueDict) else data.items()
    return MultiValueDict(
        {key: [_clean(one) for one in (value if isinstance(value, list) else [value])] for key, value in lists}
    )


def _clean(value: Any) -> Any:
    return unicodedata.normalize("NFC", value).replace("\0", "") if isinstance(value, str) else value


def _word_errors(field: forms.Field) -> None:
    """Sentences that name the question, in place of Django's general ones; what a form says itself stays."""
    words: dict[str, Promise] = {"required": NOT_TYPED}
    match field:
        case forms.FileField():
            words |= {"required": NO_FILE, "empty": EMPTY_FILE}
        case forms.ChoiceField() | forms.ModelChoiceField():
            words |= {"required": NOT_CHOSEN, "invalid_choice": NOT_OFFERED}
        case forms.BooleanField():
            words |= {"required": NOT_CHOSEN}
        case forms.EmailField():
            words |= {"invalid": NO_EMAIL}
        case forms.IntegerField():
            words |= {"invalid": NO_NUMBER}
    words["max_length"] = TOO_LONG
    if isinstance(field, DayField):
        return  # Its own sentences are already about its boxes.
    general = {
        code: text
        for class_ in reversed(type(field).__mro__)
        for code, text in getattr(class_, "default_error_messages", {}).items()
    }
    for code, sentence in words.items():
        if field.error_messages.get(code) == general.get(code):
            field.error_messages[code] = _about(sentence, field.label)


def _named(sentence: object, label: object) -> str:
    # Django fills in its own numbers afterwards with %, which a label must not be taken for.
    return str(sentence).replace("%(label)s", str(label).replace("%", "％"))


_about = lazy(_named, str)

"""From a bound Django field to the parameters of govuk's macros. Templates call it through `field(...)`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from motcua.web.shared.dates import BOXES, DayBoxes, DayField, boxes_of
from motcua.web.shared.places import PlaceSelect, options_of

PASSED_ON = {
    "inputmode",
    "autocomplete",
    "spellcheck",
    "pattern",
    "placeholder",
    "accept",
    "capture",
    "multiple",
}
"""Attributes of a widget that reach the page; the rest (class, rows, …) has a parameter of its own."""


def field_params(bound: BoundField, **look: Any) -> tuple[str, dict[str, Any]]:
    """Which macro shows the field, and its parameters.

    `look`: `size` (of the label: s, m, l, xl), `heading` (the label is the page's h1), `width` (govuk's width
    class without its prefix: "10", "one-half"), `classes`, `hint`, `inline` (radios side by side),
    `choice_hints` {value: text}, `prefix`, `suffix`, `rows`, `label`.
    """
    kind = _kind(bound)
    params: dict[str, Any] = {"id": bound.auto_id, "name": bound.html_name}
    hint = look.get("hint", bound.help_text)
    if hint:
        params["hint"] = {"text": str(hint)}
    if bound.errors:
        params["errorMessage"] = {"text": str(bound.errors[0]), "visuallyHiddenText": _("Lỗi")}
    return kind, params | _PARAMS[kind](bound, look)


def summary_of(*forms_shown: forms.BaseForm) -> list[dict[str, str]]:
    """Every error of the forms, each linked to the first box it is about."""
    entries: list[dict[str, str]] = []
    for form in forms_shown:
        for name, errors in form.errors.items():
            href = f"#{_first_box(form[name])}" if name in form.fields else ""
            entries += [{"text": str(text), "href": href} if href else {"text": str(text)} for text in errors]
    return entries


def _kind(bound: BoundField) -> str:
    match bound.field.widget:
        case DayBoxes():
            return "date"
        case PlaceSelect():
            return "places"
        case forms.HiddenInput():
            return "hidden"
        case forms.Textarea():
            return "count" if getattr(bound.field, "max_length", None) else "textarea"
        case forms.CheckboxSelectMultiple():
            return "checkboxes"
        case forms.RadioSelect():
            return "radios"
        case forms.Select():
            return "select"
        case forms.CheckboxInput():
            return "checkbox"
        case forms.FileInput():
            return "file"
        case forms.PasswordInput():
            return "password"
    return "input"


def _words(bound: BoundField, look: dict[str, Any]) -> str:
    """The label; a question that may be left open says so, since most may not."""
    return optional(str(look.get("label", bound.label)), required=bound.field.required)


def optional(label: str, *, required: bool) -> str:
    """A label that says so when the question may be left open."""
    return label if required else _("%(label)s (không bắt buộc)") % {"label": label}


def _label(bound: BoundField, look: dict[str, Any]) -> dict[str, Any]:
    size = look.get("size", "")
    return {
        "text": _words(bound, look),
        "classes": f"govuk-label--{size}" if size else "",
        "isPageHeading": bool(look.get("heading")),
    }


def _legend(bound: BoundField, look: dict[str, Any]) -> dict[str, Any]:
    size = look.get("size", "s")
    legend = {"text": _words(bound, look), "classes": f"govuk-fieldset__legend--{size}"}
    return {"fieldset": {"legend": {**legend, "isPageHeading": bool(look.get("heading"))}}}


def _attributes(bound: BoundField) -> dict[str, Any]:
    return {
        key: str(value) for key, value in bound.field.widget.attrs.items() if key in PASSED_ON or key[:5] == "data-"
    }


def _text(bound: BoundField, look: dict[str, Any]) -> dict[str, Any]:
    attributes = _attributes(bound)
    value = bound.value()
    width = look.get("width")
    classes = " ".join(filter(None, [f"govuk-input--width-{width}" if width else "", look.get("classes", "")]))
    if width and not str(width).isdecimal():
        classes = classes.replace(f"govuk-input--width-{width}", f"govuk-!-width-{width}")
    params: dict[str, Any] = {
        "label": _label(bound, look),
        "value": "" if value is None else str(value),
        "classes": classes,
        "type": getattr(bound.field.widget, "input_type", "text"),
    }
    if params["type"] == "number":
        # Spinning wheels change numbers unseen; digits in a text box do not.
        params |= {"type": "text", "inputmode": "numeric"}
    for name in ("inputmode", "autocomplete", "pattern", "spellcheck"):
        if name in attributes:
            params[name] = attributes.pop(name)
    if "spellcheck" in params:
        params["spellcheck"] = params["spellcheck"] == "true"
    for name in ("prefix", "suffix"):
        if look.get(name):
            params[name] = {"text": look[name]}
    return params | {"attributes": attributes}


def _password(bound: BoundField, look: dict[str, Any]) -> dict[str, Any]:
    return {
        "label": _label(bound, look),
        "autocomplete": bound.field.widget.attrs.get("autocomplete", "current-password"),
        "showPasswordText": _("Hiện"),
        "hidePasswordText": _("Ẩn"),
        "showPasswordAriaLabelText": _("Hiện mật khẩu"),
        "hidePasswordAriaLabelText": _("Ẩn mật khẩu"),
        "passwordShownAnnouncementText": _("Mật khẩu đang hiện"),
        "passwordHiddenAnnouncementText": _("Mật khẩu đang ẩn"),
    }


def _area(bound: BoundField, look: dict[str, Any]) -> dict[str, Any]:
    params: dict[str, Any] = {
        "label": _label(bound, look),
        "value": bound.value() or "",
        "rows": str(look.get("rows", 5)),
        "classes": look.get("classes", ""),
        "attributes": _attributes(bound),
    }
    limit = getattr(bound.field, "max_length", None)
    if limit:
        params |= {
            "maxlength": limit,
            "threshold": 75,
            "textareaDescriptionText": _("Viết tối đa %{count} ký tự"),
            "charactersUnderLimitText": {"one": _("Còn %{count} ký tự"), "other": _("Còn %{count} ký tự")},
            "charactersAtLimitText": _("Đã đủ số ký tự"),
            "charactersOverLimitText": {"one": _("Thừa %{count} ký tự"), "other": _("Thừa %{count} ký tự")},
        }
    return params


def _choices(bound: BoundField, look: dict[str, Any]) -> list[dict[str, Any]]:
    hints = look.get("choice_hints", {})
    value = bound.value()
    chosen = {str(one) for one in (value if isinstance(value, list | tuple | set) else [value])}
    items = []
    for option, label in bound.field.choices:  # type: ignore[attr-defined]
        key = str(option)
        hint = {"hint": {"text": str(hints[key])}} if key in hints else {}
        on = key in chosen
        items.append({"value": key, "text": str(label), "checked": on, "selected": on, **hint})
    return items


def _radios(bound: BoundField, look: dict[str, Any]) -> dict[str, Any]:
    # An empty first choice belongs to a list that drops down; it is not one to press.
    items = [item for item in _choices(bound, look) if item["value"] != ""]
    inline = "govuk-radios--inline" if look.get("inline") else ""
    return {**_legend(bound, look), "idPrefix": bound.auto_id, "items": items, "classes": inline}


def _select(bound: BoundField, look: dict[str, Any]) -> dict[str, Any]:
    return {"label": _label(bound, look), "items": _choices(bound, look), "classes": look.get("classes", "")}


def _places(bound: BoundField, look: dict[str, Any]) -> dict[str, Any]:
    return {"label": _label(bound, look), "options": options_of(bound.field.widget, str(bound.value() or ""))}


def _checkbox(bound: BoundField, look: dict[str, Any]) -> dict[str, Any]:
    item = {"value": "on", "text": _words(bound, {**look, "label": look.get("label", bound.label)})}
    return {"idPrefix": bound.auto_id, "items": [{**item, "checked": bool(bound.value())}]}


def _date(bound: BoundField, look: dict[str, Any]) -> dict[str, Any]:
    field = bound.field
    typed = boxes_of(bound.value())
    wrong = _wrong_boxes(bound)
    words = {"day": _("Ngày"), "month": _("Tháng"), "year": _("Năm")}
    birthday = field.widget.attrs.get("autocomplete") == "bday"
    items = [
        {
            "id": f"{bound.auto_id}-{box}",
            "name": f"{bound.html_name}-{box}",
            "label": words[box],
            "value": text,
            "classes": f"govuk-input--width-{4 if box == 'year' else 2}"
            + (" govuk-input--error" if box in wrong else ""),
            **({"autocomplete": f"bday-{box}"} if birthday else {}),
        }
        for box, text in zip(BOXES, typed, strict=True)
    ]
    return {**_legend(bound, look), "items": items}


def _wrong_boxes(bound: BoundField) -> set[str]:
    if not isinstance(bound.field, DayField):
        return set()
    errors = bound.form.errors.as_data().get(bound.name, [])
    return {box for error in errors for box in (error.params or {}).get("boxes", BOXES)}


def _file(bound: BoundField, look: dict[str, Any]) -> dict[str, Any]:
    attributes = _attributes(bound)
    multiple = bool(attributes.pop("multiple", "")) or bool(
        getattr(bound.field.widget, "allow_multiple_selected", False)
    )
    return {"label": _label(bound, look), "attributes": attributes, "multiple": multiple}


def _hidden(bound: BoundField, look: dict[str, Any]) -> dict[str, Any]:
    value = bound.value()
    return {"value": "" if value is None else str(value)}


def _first_box(bound: BoundField) -> str:
    return f"{bound.auto_id}-day" if _kind(bound) == "date" else str(bound.auto_id)


_PARAMS = {
    "input": _text,
    "password": _password,
    "textarea": _area,
    "count": _area,
    "radios": _radios,
    "checkboxes": _radios,
    "select": _select,
    "places": _places,
    "checkbox": _checkbox,
    "date": _date,
    "file": _file,
    "hidden": _hidden,
}

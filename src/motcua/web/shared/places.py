"""Choosing a place among many: one list, under the places above them, that any browser shows and any keyboard reads."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import forms
from django.template import engines
from markupsafe import Markup, escape

Groups = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""For each place above: its name, and code and name of those that may be chosen."""


class PlaceSelect(forms.Widget):
    """A list of places; what was sent is a code."""

    def __init__(self, groups: Groups, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.groups = groups


def options_of(widget: Any, chosen: str) -> Markup:
    """The options of such a list, with this one chosen.

    A list of a hundred places stands on many pages and hardly ever changes, so it is rendered once a process.
    """
    options = _rendered(widget.groups)
    if not chosen:
        return options
    value = f'value="{escape(chosen)}"'
    # As a plain text: markup would escape the quotes of what is put in, and the value would be another one.
    return Markup(str(options).replace(value, f"{value} selected", 1))  # noqa: S704  # both are escaped


@lru_cache(maxsize=64)
def _rendered(groups: Groups) -> Markup:
    environment: Any = engines["jinja2"]
    template = environment.env.get_template("shared/components/place_options.html")
    return Markup(template.module.options(groups))  # noqa: S704  # a template of ours, which escapes

"""How our pages are rendered: Jinja2 with govuk's macros, gettext, and the few filters of our own."""

from __future__ import annotations

from typing import Any

import jinja2
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse
from django.utils import translation

from motcua.web.shared.filters import clock, day, decimal, file_size, inside, minutes, moment, money, said
from motcua.web.shared.navigation import address
from motcua.web.shared.rendering import field_params, summary_of
from motcua.web.shared.sign_in import identity_providers

__all__ = ["build", "day", "file_size", "inside", "moment", "money", "said", "url"]


def build(**options: Any) -> jinja2.Environment:
    """The environment Django's Jinja2 backend asks for.

    govuk's macros read what nobody passed (`params.hint.text`), so undefined values chain here; that our own
    templates name only what they are given is held by a test instead.
    """
    options["loader"] = jinja2.ChoiceLoader(
        [
            options["loader"],
            jinja2.PrefixLoader({"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    options["undefined"] = jinja2.ChainableUndefined
    environment = jinja2.Environment(**options, extensions=["jinja2.ext.i18n"])  # noqa: S701  # options turn autoescape on
    # The extension adds this method to the environment.
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    environment.globals |= {
        "url": url,
        "static": static,
        "field_params": field_params,
        "summary_of": summary_of,
        "address_of": address,
        "identity_providers": identity_providers,
    }
    environment.filters |= {
        "clock": clock,
        "day": day,
        "minutes": minutes,
        "moment": moment,
        "money": money,
        "decimal": decimal,
        "vi": said,
        "file_size": file_size,
        "inside": inside,
    }
    return environment


def static(path: str) -> str:
    """The address of a file of ours; Django's own `static` first asks, each time, whether it is installed."""
    return staticfiles_storage.url(path)


def url(name: str, **kwargs: Any) -> str:
    """The address with that name, in the language of the page."""
    return reverse(name, kwargs=kwargs)

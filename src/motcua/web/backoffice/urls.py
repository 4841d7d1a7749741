"""Addresses of the door `backoffice`: those of its admin site, under the name `backoffice`."""

from __future__ import annotations

from django.urls import path

from motcua.web.backoffice import catalogues  # noqa: F401  # registers what is kept here
from motcua.web.backoffice.site import site

urlpatterns = [path("", site.urls)]

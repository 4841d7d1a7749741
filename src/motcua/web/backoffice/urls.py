"""Addresses of the door `backoffice`."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "backoffice"
urlpatterns: list[URLPattern] = []

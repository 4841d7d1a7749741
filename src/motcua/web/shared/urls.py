"""Addresses of sign-in: allauth's, without those that make no sense where nobody signs up by themselves."""

from __future__ import annotations

from django.urls import include, path, re_path

from motcua.web.shared.views import no_such_way

urlpatterns = [
    # Ahead of allauth's own of the same address, whose names stay in use.
    path("signup/", no_such_way),
    path("email/", no_such_way),
    re_path(r"^confirm-email/", no_such_way),
    re_path(r"^password/reset/", no_such_way),
    re_path(r"^3rdparty/(?:|signup/)$", no_such_way),
    path("", include("allauth.urls")),
]

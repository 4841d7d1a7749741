"""Addresses of the door `api`."""

from __future__ import annotations

from django.urls import path

from motcua.web.api import views

app_name = "api"
urlpatterns = [path("healthz", views.healthz, name="healthz")]

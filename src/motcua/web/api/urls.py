"""Addresses of the door `api`."""

from __future__ import annotations

from django.urls import path

from motcua.web.api import payments, views, zalo

app_name = "api"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("api/v1/payments/callback", payments.callback, name="payment_callback"),
    path("api/v1/zalo/webhook", zalo.webhook, name="zalo_webhook"),
]

"""Addresses of Open311, all below /open311/; each in XML and in JSON."""

from __future__ import annotations

from django.urls import path, re_path

from motcua.web.api.open311 import views

app_name = "open311"
urlpatterns = [
    path("discovery.<str:form>", views.discovery, name="discovery"),
    path("v2/discovery.<str:form>", views.discovery, name="discovery_v2"),
    path("v2/services.<str:form>", views.services, name="services"),
    path("v2/services/<str:code>.<str:form>", views.service, name="service"),
    path("v2/requests.<str:form>", views.requests, name="requests"),
    path("v2/requests/<str:code>.<str:form>", views.one, name="request"),
    path("v2/tokens/<str:value>.<str:form>", views.token, name="token"),
    path("v2/servicerequestupdates.<str:form>", views.updates, name="updates"),
    path("v2/media/<int:number>.jpg", views.picture, name="picture"),
    re_path(r"^(?P<rest>.*)\.(?P<form>json|xml)$", views.nothing, name="nothing"),
]

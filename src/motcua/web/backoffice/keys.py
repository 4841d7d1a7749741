"""Keys of other systems: given out on a page that shows the secret this once, and taken back."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from motcua.domain.channels import actions
from motcua.domain.channels.models import ApiKey
from motcua.kernel.errors import NotFound
from motcua.web.backoffice.site import administrator
from motcua.web.shared.forms import PageForm, posted


class KeyForm(PageForm):
    """What the other system is called, and who answers for it."""

    name = forms.CharField(label=gettext_lazy("Tên hệ thống, ứng dụng"), max_length=120)
    holder = forms.CharField(
        label=gettext_lazy("Đơn vị, người chịu trách nhiệm"),
        max_length=200,
        help_text=gettext_lazy("Tên đơn vị và cách liên hệ, để báo khi khóa bị lộ hoặc bị thu hồi."),
    )


def give(request: HttpRequest) -> HttpResponse:
    """GET asks whose it is; POST gives the key and shows its secret, which nobody can look up later."""
    form, issued = KeyForm(), None
    if request.method == "POST":
        form = posted(KeyForm, request)
        if form.is_valid():
            typed = form.cleaned_data
            now = request.now  # type: ignore[attr-defined]  # set by the middleware `present`
            issued = actions.issue_key(typed["name"], typed["holder"], by=administrator(request), now=now)
    response = render(request, "backoffice/key.html", {"form": form, "issued": issued, "key": None})
    response["Cache-Control"] = "private, no-store"
    return response


def taken_back(request: HttpRequest, key: ApiKey | None) -> HttpResponse:
    """GET shows a key; POST takes it back for good."""
    if key is None:
        raise NotFound("key")
    if request.method == "POST":
        now = request.now  # type: ignore[attr-defined]  # set by the middleware `present`
        actions.revoke_key(key.pk, by=administrator(request), now=now)
        return redirect("backoffice:channels_apikey_changelist")
    response = render(request, "backoffice/key.html", {"form": None, "issued": None, "key": key})
    response["Cache-Control"] = "private, no-store"
    return response

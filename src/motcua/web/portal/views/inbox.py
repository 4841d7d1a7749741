"""Messages to the person: the same words that went out by e-mail, kept where nobody loses them."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.domain.accounts import queries as accounts
from motcua.domain.notices import actions, queries
from motcua.kernel.text import is_mobile, mask
from motcua.web.portal.citizens import CitizenRequest, citizen_only
from motcua.web.shared.forms import PageForm, posted

ON_A_PAGE = 20


@citizen_only
def inbox(request: CitizenRequest) -> HttpResponse:
    """All messages, the newest first."""
    page = Paginator(queries.inbox_of(request.citizen), ON_A_PAGE).get_page(request.GET.get("trang"))
    return render(request, "portal/inbox.html", {"page": page})


class ChannelForm(PageForm):
    """By which ways the person wants to be told."""

    wants_email = forms.BooleanField(label=gettext_lazy("Gửi thư điện tử"), required=False)
    wants_sms = forms.BooleanField(label=gettext_lazy("Nhắn tin SMS"), required=False)
    sms_accented = forms.BooleanField(label=gettext_lazy("Tin nhắn có dấu tiếng Việt"), required=False)


@citizen_only
def channels(request: CitizenRequest) -> HttpResponse:
    """GET asks how the person wants to be told; POST keeps it."""
    account = accounts.account(request.citizen.account_id)
    if request.method == "POST":
        form = posted(ChannelForm, request)
        if form.is_valid():
            actions.choose(by=request.citizen, now=request.now, **form.cleaned_data)
            messages.success(request, _("Đã lưu cách nhận thông báo."))
            return redirect("portal:channels")
    else:
        form = ChannelForm(initial={name: getattr(account, name) for name in ChannelForm.base_fields})
    context = {
        "form": form,
        "phone": mask(account.phone),
        "email": bool(account.contact_email),
        "mobile": is_mobile(account.phone),
        "simulated": "simulated" in settings.MOTCUA_SMS_GATEWAY,
        "push_key": queries.push_key(),
    }
    return render(request, "portal/channels.html", context)


@citizen_only
def message(request: CitizenRequest, message_id: int) -> HttpResponse:
    """One message. To open it is to have read it, so this page writes that down."""
    found = actions.read(message_id, by=request.citizen, now=request.now)
    return render(request, "portal/message.html", {"found": found, "paragraphs": found.body.split("\n\n")})

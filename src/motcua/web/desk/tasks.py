"""Who has a task: taking it, giving it back to the desk, giving it to a colleague."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from motcua.domain.accounts import queries as accounts
from motcua.domain.matters import actions
from motcua.web.desk import going, reading
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.forms import PageForm, posted


@require_POST
@at_desk
def claim(request: DeskRequest, task_id: int) -> HttpResponse:
    """Take a free task and go to it."""
    reading.ensure_not_about(request.official, task_id)
    task = actions.claim(task_id, by=request.official, now=request.now)
    messages.success(request, _("Anh/chị đã nhận việc này."))
    return going.to(task.matter)


@require_POST
@at_desk
def release(request: DeskRequest, task_id: int) -> HttpResponse:
    """Give a task back, for anyone with the duty."""
    task = actions.release(task_id, by=request.official, now=request.now)
    messages.success(request, _("Đã trả việc lại. Đồng nghiệp cùng nhiệm vụ có thể nhận."))
    return going.to(task.matter)


class ColleagueForm(PageForm):
    """To whom the task goes."""

    colleague = forms.ChoiceField(label=gettext_lazy("Giao cho"), widget=forms.RadioSelect)


@require_http_methods(["GET", "POST"])
@at_desk
def reassign(request: DeskRequest, task_id: int) -> HttpResponse:
    """GET asks for the colleague; POST gives the task away."""
    task = reading.open_task(request.official, task_id)
    others = [
        (str(person.pk), person.full_name)
        for person in accounts.colleagues(request.official.agency_id, task.duty, request.now)
        if person.pk != task.assignee_id
    ]
    form = posted(ColleagueForm, request) if request.method == "POST" else ColleagueForm()
    form.fields["colleague"].choices = others  # type: ignore[attr-defined]  # it is a field with choices
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["colleague"]
        actions.reassign(task_id, int(chosen), by=request.official, now=request.now)
        messages.success(request, _("Đã giao việc cho %(colleague)s.") % {"colleague": dict(others)[chosen]})
        return going.to(task.matter)
    context = {"form": form, "task": task, "others": others, "back": going.address_of(task.matter)}
    return page(request, "reassign", context)

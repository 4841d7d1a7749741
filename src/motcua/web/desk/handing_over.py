"""Handing results over: what waits, who takes it, what the post has, and the day's hand-over list."""

from __future__ import annotations

import base64
import binascii
from datetime import timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.queries import ArrivedRow
from motcua.domain.dossiers.states import ResultMethod, State
from motcua.domain.papers import queries as papers
from motcua.domain.payments import queries as payments
from motcua.domain.returns import queries as returns
from motcua.domain.returns.actions import NewHandOver, Receiver
from motcua.domain.returns.states import IDENTITY_ENDING, Relation
from motcua.kernel.errors import NotFound, Refused
from motcua.web.desk import reading
from motcua.web.desk.downloads import PDF, download
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.desk.till import day_asked, day_chosen
from motcua.web.shared.dates import DayField
from motcua.web.shared.forms import Lines, PageForm, posted
from motcua.web.shared.refusals import sentence_for

PAGE_SIZE = 50
LARGEST_SIGNATURE = 300_000
"""Letters of a drawn signature as it is sent; a tablet's is a tenth of it."""
PNG_AS_TEXT = "data:image/png;base64,"
FIELD_OF = {
    "receiver_missing": "name",
    "identity_ending_missing": "identity_ending",
    "identity_differs": "identity_ending",
    "tracking_malformed": "tracking",
    "delivery_day_impossible": "on",
}
ON_THE_FORM = {*FIELD_OF, "fee_still_owed", "posted_before", "not_by_post", "file_type_unknown", "file_cut_short"}


class HandOverForm(PageForm):
    """Who takes the result, and which original papers go back; the signature is drawn or comes on paper."""

    name = forms.CharField(label=gettext_lazy("Họ tên người nhận"), max_length=200)
    relation = forms.ChoiceField(
        label=gettext_lazy("Người nhận là"), widget=forms.RadioSelect, choices=Relation.choices
    )
    identity_ending = forms.CharField(
        label=gettext_lazy("Bốn số cuối của giấy tờ tùy thân"),
        help_text=gettext_lazy("Xem trên thẻ người nhận xuất trình; hệ thống đối chiếu khi chính người nộp đến nhận."),
        max_length=IDENTITY_ENDING,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    originals = Lines(
        label=gettext_lazy("Giấy tờ gốc trả lại, mỗi giấy một dòng (nếu có)"), required=False, max_length=1000
    )
    signature = forms.CharField(required=False, widget=forms.HiddenInput, max_length=LARGEST_SIGNATURE)


class PostForm(PageForm):
    """The number on the post's slip."""

    tracking = forms.CharField(
        label=gettext_lazy("Số hiệu bưu gửi"), help_text=gettext_lazy("Ví dụ: RR123456789VN"), max_length=40
    )


class DeliveryForm(PageForm):
    """What the post reports."""

    name = forms.CharField(label=gettext_lazy("Người nhận theo phiếu báo phát"), max_length=200)
    on = DayField(label=gettext_lazy("Ngày phát"), help_text=gettext_lazy("Ví dụ: 15 10 2024"))


@require_safe
@at_desk
def ready(request: DeskRequest) -> HttpResponse:
    """The results that wait at the unit, the oldest first; those nobody fetches can be shown alone."""
    after = timedelta(days=payments.terms().unclaimed_after_days)
    unclaimed = request.GET.get("xem") == "chua-nhan"
    official = request.official
    waiting = queries.unclaimed_at(official, request.now - after) if unclaimed else queries.ready_at(official)
    context = {
        "found": Paginator(waiting, PAGE_SIZE).get_page(request.GET.get("trang")),
        "unclaimed": unclaimed,
        "after": after.days,
        "address": "?xem=chua-nhan&" if unclaimed else "?",
        "long_ago": request.now - after,
        "posted": returns.at_the_post(official),
    }
    return page(request, "handing_over/ready", context)


@require_http_methods(["GET", "POST"])
@at_desk
def hand_over(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """GET asks who stands there and lets them sign; POST hands the result over."""
    dossier = _of_unit(request, dossier_id)
    initial = {"name": dossier.applicant_name, "relation": Relation.SELF.value}
    form = posted(HandOverForm, request) if request.method == "POST" else HandOverForm(initial=initial)
    if request.method == "POST" and form.is_valid() and _handed(request, dossier_id, form):
        messages.success(request, _("Đã trả kết quả cho %(name)s.") % {"name": form.cleaned_data["name"]})
        return redirect("desk:hand_over", dossier_id=dossier_id)
    handed, _posting = returns.of_matter(dossier_id)
    how = queries.received(dossier)
    names = queries.part_names(dossier) if how is not None else {}
    context = {
        "dossier": dossier,
        "form": form,
        "handed": handed,
        "kept": [names.get(each.part, each.part) for each in how.kept] if how is not None else [],
        "authority": queries.agent_of(dossier) if how is None else how.authorisation,
        "today": localdate(request.now),
        "owed": payments.owed_at_return(dossier_id),
        "may_hand_over": dossier.state == State.FINISHED,
    }
    return page(request, "handing_over/hand_over", context)


@require_http_methods(["GET", "POST"])
@at_desk
def post_result(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """GET asks for the tracking number, later for the delivery; POST notes what is there."""
    dossier = _of_unit(request, dossier_id)
    handed, posting = returns.of_matter(dossier_id)
    shape: type[PostForm | DeliveryForm] = DeliveryForm if posting else PostForm
    initial = {"name": dossier.applicant_name} if posting else {}
    form = posted(shape, request) if request.method == "POST" else shape(initial=initial)
    if request.method == "POST" and form.is_valid() and _noted(request, dossier_id, form):
        return redirect("desk:post_result", dossier_id=dossier_id)
    context = {
        "dossier": dossier,
        "form": form,
        "posting": posting,
        "handed": handed,
        "open": dossier.state == State.FINISHED and dossier.result_method == ResultMethod.POST,
    }
    return page(request, "handing_over/post", context)


@require_safe
@at_desk
def slip(request: DeskRequest, dossier_id: int) -> HttpResponse:
    """The slip for a result received: blank to be signed before, or as it was signed."""
    dossier = _of_unit(request, dossier_id)
    handed, _posting = returns.of_matter(dossier_id)
    results = [paper for paper in papers.of_matter(dossier_id) if paper.result]
    content = {
        **queries.common_content(dossier, request.official, request.now, dossier.matter.one_stop),
        "receiver": {
            "name": handed.receiver_name if handed else "",
            "relation": _in_vietnamese(Relation(handed.relation).label) if handed else "",
            "identity_ending": handed.identity_ending if handed else "",
        },
        "handed_at": localtime(handed.handed_at).isoformat() if handed else "",
        "results": [f"{paper.title}, số {paper.symbol}" for paper in results],
        "originals": handed.originals if handed else [],
        "signed": "Đã ký trên thiết bị tại quầy." if handed and handed.signature_id else "",
    }
    pdf = papers.render("bien-nhan-ket-qua", content, on=localdate(request.now))
    return download(pdf, PDF, f"bien-nhan-{dossier.matter}.pdf")


@require_safe
@at_desk
def arrivals(request: DeskRequest) -> HttpResponse:
    """The results that came from each office on a day, and those handed over that day."""
    form, day = day_chosen(request, localdate(request.now))
    rows = queries.arrived_on(request.official, day)
    context = {
        "day": day,
        "form": form,
        "groups": [
            (agency, list(of_it)) for agency, of_it in groupby(rows, key=lambda row: row.dossier.matter.lead_agency)
        ],
        "handed": returns.handed_over_on(request.official, day),
    }
    return page(request, "handing_over/arrivals", context)


@require_safe
@at_desk
def arrivals_of(request: DeskRequest, agency_id: int) -> HttpResponse:
    """The hand-over list of a day between one office and the unit, to be signed by both."""
    day = day_asked(request.GET.get("ngay", ""), localdate(request.now))
    rows = [row for row in queries.arrived_on(request.official, day) if row.dossier.matter.lead_agency_id == agency_id]
    if not rows:
        raise NotFound("hand-over list")
    dossier = rows[0].dossier
    content = {
        **queries.common_content(
            queries.one_seen_by(request.official, dossier.pk), request.official, request.now, dossier.matter.one_stop
        ),
        "day": day.isoformat(),
        "giver": dossier.matter.lead_agency.name,
        "receiver": dossier.matter.one_stop.name,
        "count": len(rows),
        "rows": [_listed(row) for row in rows],
    }
    pdf = papers.render("phieu-ban-giao", content, on=localdate(request.now))
    return download(pdf, PDF, f"ban-giao-{day.isoformat()}.pdf")


def _in_vietnamese(words: object) -> str:
    """As papers say it, whatever language the page is read in."""
    with translation.override("vi"):
        return str(words)


def _listed(row: ArrivedRow) -> dict[str, object]:
    dossier = row.dossier
    return {
        "code": str(dossier.matter),
        "procedure": dossier.procedure.name,
        "result": "; ".join(row.results),
        "name": dossier.applicant_name,
        "address": dossier.applicant.residence,
        "fee": "X" if row.owes else " – ",
        "post": "X" if row.by_post else " – ",
    }


def _of_unit(request: DeskRequest, dossier_id: int) -> Any:
    """The dossier, at the unit that received it; elsewhere there is nothing to hand over."""
    dossier = reading.dossier(request.official, dossier_id)
    if dossier.matter.one_stop_id != request.official.agency_id:
        raise NotFound("result")
    return dossier


def _handed(request: DeskRequest, dossier_id: int, form: HandOverForm) -> bool:
    typed = form.cleaned_data
    receiver = Receiver(typed["name"], Relation(typed["relation"]), typed["identity_ending"].strip())
    new = NewHandOver(receiver, typed["originals"].splitlines(), _drawn(typed["signature"]))
    try:
        actions.hand_over_at_counter(dossier_id, new, by=request.official, now=request.now)
    except Refused as no:
        return _kept(form, no)
    return True


def _noted(request: DeskRequest, dossier_id: int, form: PageForm) -> bool:
    typed = form.cleaned_data
    try:
        if "tracking" in typed:
            actions.send_by_post(dossier_id, typed["tracking"], by=request.official, now=request.now)
            messages.success(request, _("Đã ghi nhận gửi bưu điện."))
        else:
            actions.delivered_by_post(dossier_id, typed["name"], typed["on"], by=request.official, now=request.now)
            messages.success(request, _("Đã ghi nhận bưu điện phát đến người nhận."))
    except Refused as no:
        return _kept(form, no)
    return True


def _kept(form: PageForm, no: Refused) -> bool:
    if no.code not in ON_THE_FORM:
        raise no
    field = FIELD_OF.get(no.code)
    form.add_error(field if field in form.fields else None, sentence_for(no))
    return False


def _drawn(sent: str) -> bytes:
    """The PNG of a drawn signature; nothing where none was drawn. What is no picture is refused by its content."""
    if not sent.startswith(PNG_AS_TEXT):
        return b""
    try:
        return base64.b64decode(sent.removeprefix(PNG_AS_TEXT), validate=True)
    except binascii.Error:
        return b"?"

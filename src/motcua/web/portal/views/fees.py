"""What somebody owes for a dossier, paying it online, and the receipts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from motcua.domain.dossiers import queries as dossiers
from motcua.domain.papers import queries as papers
from motcua.domain.payments import actions, queries
from motcua.domain.payments.queries import Asked, Simulation, Told
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from motcua.web.portal.citizens import CitizenRequest, citizen_only
from motcua.web.portal.downloads import download
from motcua.web.shared.site import site

PROVIDER = System("payment-provider")
TONES = {
    "unpaid": "supplement",
    "waiting": "new",
    "paid": "finished",
    "cancelled": "withdrawn",
    "refunded": "withdrawn",
}


@citizen_only
def fees(request: CitizenRequest, dossier_id: int) -> HttpResponse:
    """Every line with its state, what is still to be paid, and the receipts."""
    found = dossiers.followed(dossier_id, request.citizen)
    statement = queries.statement_for(request.citizen, dossier_id)
    context = {
        "dossier": found,
        "statement": statement,
        "lines": [(charge, TONES.get(charge.state or "", "finished")) for charge in statement.charges],
        "pays_online": bool(statement.unpaid) and _online_here(),
    }
    return render(request, "portal/dossiers/fees.html", context)


@citizen_only
def pay(request: CitizenRequest, dossier_id: int) -> HttpResponse:
    """Go to the provider with everything that is still open."""
    dossiers.followed(dossier_id, request.citizen)
    here = reverse("portal:fees", kwargs={"dossier_id": dossier_id})
    if request.method != "POST" or not _online_here():
        return redirect(here)
    through = queries.gateway()
    order = actions.pay_online(dossier_id, through=through, by=request.citizen, now=request.now)
    asked = Asked(order.reference, order.amount, request.build_absolute_uri(here))
    return redirect(through.address_for(asked))


@citizen_only
def simulated(request: CitizenRequest, dossier_id: int, reference: str) -> HttpResponse:
    """The page that plays the provider in a demonstration: its buttons send the signed message a real one would."""
    order, through = queries.order_of(request.citizen, reference), queries.gateway()
    if order.matter_id != dossier_id or not isinstance(through, Simulation) or not site().demo:
        raise NotFound("order")
    if request.method != "POST":
        return render(request, "portal/dossiers/simulated_payment.html", {"order": order})
    paid = request.POST.get("outcome") == "paid"
    told = Told(order.reference, order.amount, f"{order.reference}-{'paid' if paid else 'failed'}", paid)
    heard = actions.hear(*through.pretend(told), through=through, by=PROVIDER, now=request.now)
    if heard.heard == "settled":
        messages.success(request, _("Đã thanh toán. Biên lai có ở dưới."))
    else:
        messages.warning(request, _("Giao dịch không thành công. Bạn có thể thử lại hoặc nộp tại Bộ phận Một cửa."))
    return redirect("portal:fees", dossier_id=dossier_id)


@citizen_only
def receipt(request: CitizenRequest, dossier_id: int, receipt_id: int) -> HttpResponse:
    """A receipt as a PDF."""
    found = queries.receipt_seen_by(request.citizen, receipt_id)
    if found.matter_id != dossier_id:
        raise NotFound("receipt")
    pdf = papers.render("bien-lai", queries.receipt_content(found), on=localdate(found.taken_at))
    return download(pdf, f"bien-lai-{found.symbol}-{found.written}.pdf", "application/pdf")


def _online_here() -> bool:
    """A simulated provider takes no real money, so it is offered in a demonstration only."""
    return site().demo or not isinstance(queries.gateway(), Simulation)

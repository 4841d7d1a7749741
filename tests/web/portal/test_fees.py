"""What a citizen owes, paying it on the page that plays the provider, and the receipts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from motcua.domain.packs.models import Installation
from motcua.domain.payments.models import Order, Receipt
from motcua.domain.payments.queries import Told, gateway
from motcua.kernel.actors import Citizen
from tests.build.dossiers import a_dossier
from tests.build.payments import a_dossier_with_fees
from tests.web.portal.conftest import TODAY
from tests.web.portal.pages import text_of

Browser = Callable[[Citizen], Client]


def fees(dossier_id: int) -> str:
    return reverse("portal:fees", kwargs={"dossier_id": dossier_id})


def test_what_is_owed_is_paid_and_the_receipt_downloaded(an: Citizen, signed_in: Browser) -> None:
    dossier, client = a_dossier_with_fees(an, now=TODAY), signed_in(an)
    page = text_of(client.get(fees(dossier.pk)))
    assert "16.000 đồng" in page
    assert "Không thu phí" in page
    begun = client.post(reverse("portal:pay", kwargs={"dossier_id": dossier.pk}))
    assert "/phi/mo-phong/" in begun["Location"]
    assert "Không có khoản tiền thật nào được thu" in text_of(client.get(begun["Location"]))
    page = text_of(client.post(begun["Location"], {"outcome": "paid"}, follow=True))
    assert "Đã thanh toán. Biên lai có ở dưới." in page
    receipt = Receipt.objects.get()
    pdf = client.get(reverse("portal:receipt", kwargs={"dossier_id": dossier.pk, "receipt_id": receipt.pk}))
    assert pdf.content.startswith(b"%PDF-")
    other = a_dossier(an, now=TODAY)
    astray = reverse("portal:receipt", kwargs={"dossier_id": other.pk, "receipt_id": receipt.pk})
    assert client.get(astray).status_code == 404


def test_a_payment_that_fails_can_be_tried_again(an: Citizen, signed_in: Browser) -> None:
    dossier, client = a_dossier_with_fees(an, now=TODAY), signed_in(an)
    pay = reverse("portal:pay", kwargs={"dossier_id": dossier.pk})
    page = client.get(client.post(pay)["Location"])
    failed = client.post(page.request["PATH_INFO"], {"outcome": "failed"}, follow=True)
    assert "không thành công" in text_of(failed)
    assert "Chưa thu" in text_of(failed)
    client.post(client.post(pay)["Location"], {"outcome": "paid"})
    assert sorted(Order.objects.values_list("state", flat=True)) == ["failed", "settled"]


def test_pressing_again_after_it_is_paid_changes_nothing(an: Citizen, signed_in: Browser) -> None:
    dossier, client = a_dossier_with_fees(an, now=TODAY), signed_in(an)
    where = client.post(reverse("portal:pay", kwargs={"dossier_id": dossier.pk}))["Location"]
    for _press in range(2):
        assert "Đã thanh toán" in text_of(client.post(where, {"outcome": "paid"}, follow=True))
    assert Receipt.objects.count() == 1


def test_the_simulation_is_for_demonstrations_only(an: Citizen, signed_in: Browser) -> None:
    dossier, client = a_dossier_with_fees(an, now=TODAY), signed_in(an)
    where = client.post(reverse("portal:pay", kwargs={"dossier_id": dossier.pk}))["Location"]
    order = Order.objects.get()
    named = {"dossier_id": dossier.pk, "reference": order.reference}
    assert where.endswith(reverse("portal:simulated_payment", kwargs=named))
    other = a_dossier(an, now=TODAY)
    assert client.get(where.replace(f"/{dossier.pk}/", f"/{other.pk}/")).status_code == 404


def test_without_a_provider_one_pays_at_the_counter(an: Citizen, signed_in: Browser, for_real: None) -> None:
    assert not Installation.objects.get().demo
    dossier, client = a_dossier_with_fees(an, now=TODAY), signed_in(an)
    page = text_of(client.get(fees(dossier.pk)))
    assert "Thanh toán trực tuyến" not in page
    assert "Bạn cũng có thể nộp tại" in page
    client.post(reverse("portal:pay", kwargs={"dossier_id": dossier.pk}))
    assert Order.objects.count() == 0


def test_who_owes_nothing_is_told_so(an: Citizen, signed_in: Browser) -> None:
    page = text_of(signed_in(an).get(fees(a_dossier(an, now=TODAY).pk)))
    assert "Bạn không còn khoản nào phải nộp." in page


def test_the_provider_knocks_with_its_signature(an: Citizen, signed_in: Browser) -> None:
    dossier = a_dossier_with_fees(an, now=TODAY)
    signed_in(an).post(reverse("portal:pay", kwargs={"dossier_id": dossier.pk}))
    order = Order.objects.get()
    body, signature = gateway().pretend(Told(order.reference, order.amount, "T-1", True))

    def knock(signed: str, said: bytes = body) -> Any:
        return Client(enforce_csrf_checks=True).post(
            reverse("api:payment_callback"), said, content_type="application/json", headers={"X-Signature": signed}
        )

    assert knock("0" * 64).status_code == 409
    assert knock("0" * 64).json()["code"] == "callback_forged"
    assert knock("").status_code == 409
    assert Receipt.objects.count() == 0
    for _again in range(2):
        answer = knock(signature)
        assert (answer.status_code, answer.json()) == (200, {"result": "settled"})
    wrong, signed = gateway().pretend(Told(order.reference, 5, "T-2", True))
    assert knock(signed, wrong).status_code == 409
    assert Receipt.objects.count() == 1

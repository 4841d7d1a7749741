"""Who may enter the backoffice, and what is there."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from motcua.domain.agencies.models import Agency, Area, Calendar, Contact, Counter
from motcua.domain.procedures.models import Procedure
from motcua.domain.routes.models import RouteVersion
from motcua.web.backoffice.site import site
from tests.build import people
from tests.web.backoffice.conftest import BACKEND

ADDRESS = "/quan-tri/"
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)


def pages() -> list[str]:
    listed = [reverse(f"backoffice:{model._meta.label_lower.replace('.', '_')}_changelist") for model in site._registry]
    return [ADDRESS, *listed]


def test_only_staff_may_enter(db: None) -> None:
    binh = people.binh()
    client = Client()
    client.force_login(binh.account, backend=BACKEND)
    assert client.get(ADDRESS, follow=True).status_code == 403
    signed_out = Client().get(ADDRESS, follow=False)
    assert signed_out.status_code == 302
    onward = Client().get(signed_out["Location"])
    assert onward["Location"] == "/tai-khoan/login/?next=%2Fquan-tri%2F"


def test_every_catalogue_opens_and_has_nothing_inline_that_the_security_policy_forbids(client: Client) -> None:
    for address in pages():
        response = client.get(address)
        assert response.status_code == 200, address
        assert "Content-Security-Policy" in response.headers
        assert not INLINE.search(response.content.decode()), address


def test_nothing_with_a_workflow_is_there(client: Client) -> None:
    kept = {model._meta.app_label for model in site._registry}
    assert kept == {"agencies", "accounts", "channels", "routes", "procedures"}


@pytest.mark.parametrize("model", [Agency, Area, Procedure, RouteVersion])
def test_what_came_with_the_pack_is_only_looked_at(client: Client, model: type) -> None:
    row = model.objects.order_by("pk").first()  # type: ignore[attr-defined]  # it is a model
    name = model._meta.label_lower.replace(".", "_")  # type: ignore[attr-defined]  # as above
    assert client.get(reverse(f"backoffice:{name}_change", args=[row.pk])).status_code == 200
    assert client.get(reverse(f"backoffice:{name}_add")).status_code == 403
    assert client.post(reverse(f"backoffice:{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", [Contact, Calendar])
def test_what_is_published_is_never_deleted(client: Client, model: type) -> None:
    row = model.objects.order_by("pk").first()  # type: ignore[attr-defined]  # it is a model
    name = model._meta.label_lower.replace(".", "_")  # type: ignore[attr-defined]  # as above
    assert client.post(reverse(f"backoffice:{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403


def test_citizens_are_not_reference_data(client: Client) -> None:
    citizen = people.an()
    address = reverse("backoffice:accounts_account_change", args=[citizen.account_id])
    assert client.get(address, follow=True).redirect_chain[0][0] == "/quan-tri/"


def test_a_route_is_shown_as_a_table_of_its_steps(client: Client) -> None:
    version = RouteVersion.objects.get(code="ho-tich-trong-ngay")
    page = client.get(reverse("backoffice:routes_routeversion_change", args=[version.pk])).content.decode()
    assert "Tiếp nhận, kiểm tra hồ sơ" in page
    assert "Từ chối tiếp nhận → Kết thúc" in page
    assert "4 giờ" in page
    assert "<svg" in page


def test_signing_out_goes_by_the_door_everybody_uses(client: Client) -> None:
    assert client.post("/quan-tri/logout/")["Location"] == "/tai-khoan/logout/"


def test_counters_are_named_in_vietnamese(client: Client) -> None:
    assert Counter.objects.exists()
    assert "Quầy tiếp nhận" in client.get(ADDRESS).content.decode()

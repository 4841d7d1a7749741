"""The slip: asked once, without signing in; what was typed stays when something is missing."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.domain.dossiers.models import Dossier
from motcua.domain.ratings.models import Rating
from motcua.kernel.actors import Citizen
from tests.build import dossiers as build
from tests.build.dossiers import Commune
from tests.web.desk.visits import text_of

TYPED = {
    "overall": "satisfied",
    "attitude": "2",
    "contacts": "1",
    "bodies": "2",
    "publication": "2",
    "convenience": "0",
}


@pytest.fixture
def dossier(an: Citizen) -> Dossier:
    return build.walk(build.a_dossier(an), Commune.of(), "handed_over")


def test_the_slip_is_given_once_and_thanked_for(client: Client, dossier: Dossier) -> None:
    address = f"/danh-gia/{dossier.matter.token}/"
    assert "Bạn được phục vụ thế nào?" in text_of(client.get(address))
    assert "Cảm ơn bạn đã đánh giá" in text_of(client.post(address, TYPED, follow=True))
    rating = Rating.objects.get()
    assert (rating.attitude, rating.contacts, rating.convenience) == (2, 1, 0)
    client.post(address, TYPED | {"attitude": "0"})
    assert Rating.objects.get().attitude == 2


def test_what_is_missing_is_said_and_what_was_typed_stays(client: Client, dossier: Dossier) -> None:
    page = client.post(f"/danh-gia/{dossier.matter.token}/", {"overall": "not_satisfied", "reason": ""})
    assert "Chưa chọn mục" in text_of(page)
    page = client.post(f"/danh-gia/{dossier.matter.token}/", TYPED | {"overall": "not_satisfied", "reason": "x"})
    assert "Hãy viết vài chữ" in text_of(page)
    assert not Rating.objects.exists()


def test_too_early_and_for_nobody(client: Client, an: Citizen) -> None:
    dossier = build.walk(build.a_dossier(an), Commune.of(), "accepted")
    response = client.post(f"/danh-gia/{dossier.matter.token}/", TYPED)
    assert response.status_code == 409
    assert "chưa trả kết quả" in text_of(response)
    assert client.get("/danh-gia/khong-co/").status_code == 404


def test_the_way_there_stands_on_the_dossier(client: Client, dossier: Dossier, an: Citizen) -> None:
    from motcua.domain.accounts.models import Account

    client.force_login(Account.objects.get(pk=an.account_id), backend="motcua.web.shared.sign_in.Backend")
    assert f"/danh-gia/{dossier.matter.token}/" in client.get(f"/ho-so/{dossier.pk}/").content.decode()

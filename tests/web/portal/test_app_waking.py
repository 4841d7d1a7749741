"""Being told on this telephone, and no more: for one report, for everything of a person; and letters that stop."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from motcua.domain.feedback.models import Report, Subscription
from motcua.domain.feedback.rules import Sender
from motcua.domain.notices.models import Browser
from motcua.kernel.actors import Citizen, System
from tests.build.reports import a_report
from tests.web.desk.visits import now, text_of

SignedIn = Callable[[Citizen], Client]
GOOD = {"endpoint": "https://fcm.googleapis.com/x", "keys": {"p256dh": "a", "auth": "b"}}
KRAI = Sender("Điểu Krai", "0912345679", "krai@example.vn")


def post(client: Client, address: str, given: object = GOOD) -> Any:
    return client.post(address, json.dumps(given), content_type="application/json")


def test_a_browser_is_subscribed_to_a_report_and_let_go_again(client: Client) -> None:
    report = a_report(now=now())
    here, gone = f"/ung-dung/bao-tin/{report.matter.token}/", f"/ung-dung/bao-tin/{report.matter.token}/thoi/"
    assert post(client, here).status_code == 204
    assert Subscription.objects.count() == 1
    assert post(client, gone, 5).status_code == 422
    assert post(client, gone).status_code == post(client, gone).status_code == 204
    assert not Subscription.objects.exists()
    assert post(client, "/ung-dung/bao-tin/khong-co/thoi/").status_code == 404


def test_a_person_is_told_on_this_telephone_of_everything_and_may_end_it(signed_in: SignedIn, an: Citizen) -> None:
    client = signed_in(an)
    page = client.get("/thong-bao/cach-nhan/").content.decode()
    assert 'data-here="/thong-bao/may-nay/"' in page
    assert 'data-gone="/thong-bao/may-nay/thoi/"' in page
    assert post(client, reverse("portal:wake_here")).status_code == 204
    assert Browser.objects.get().account_id == an.account_id
    assert post(client, reverse("portal:wake_here"), {"endpoint": "https://example.org/x"}).status_code == 422
    assert post(client, reverse("portal:sleep_here")).status_code == 204
    assert not Browser.objects.exists()
    assert post(Client(), reverse("portal:wake_here")).status_code == 302, "nobody in particular is not told"


def test_the_letters_about_a_report_stop_after_being_asked_once(client: Client) -> None:
    report = a_report(System("portal-report"), now=now(), sender=KRAI)
    followed = f"/phan-anh/{report.matter.token}/"
    address = f"/phan-anh/{report.matter.token}/thoi-gui-thu/"
    assert address in client.get(followed).content.decode()
    assert client.get(address).status_code == 200
    assert Report.objects.get().mail_stopped_at is None, "a program that looks at links stops nothing"
    assert "Sẽ không gửi thư" in text_of(client.post(address, follow=True))
    assert Report.objects.get().mail_stopped_at is not None
    assert address not in client.get(followed).content.decode()
    assert client.get("/phan-anh/khong-co/thoi-gui-thu/").status_code == 404

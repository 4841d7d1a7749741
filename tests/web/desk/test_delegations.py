"""A stand-in sees and does what the holder may, only while the delegation runs."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from motcua.domain.accounts import actions as accounts
from motcua.domain.accounts.models import Delegation
from motcua.domain.accounts.states import Duty
from motcua.domain.journal.models import Entry
from tests.build import people
from tests.build.dossiers import CHILD_NUMBER, Commune, a_dossier, open_task, walk
from tests.web.desk.visits import at, now, text_of

ADDRESS = "/can-bo/uy-quyen/"
GROUND = "Thông báo số 12/TB-UBND ngày 11/10/2024"


def typed(to: people.Somebody, **changes: str) -> dict[str, str]:
    days = {"since-day": "14", "since-month": "10", "since-year": "2024"}
    days |= {"until-day": "18", "until-month": "10", "until-year": "2024"}
    return {"to": str(to.account.pk), "ground": GROUND, **days, **changes}


def test_a_colleague_stands_in_while_the_delegation_runs() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(), commune, "accepted")
    task = open_task(dossier)
    propose = reverse("desk:outcome", kwargs={"task_id": task.pk, "outcome": "propose"})
    registrar, clerk = at(commune.registrar), at(commune.clerk)
    registrar.post(reverse("desk:claim", kwargs={"task_id": task.pk}))
    assert clerk.post(propose, {"child_id_number": CHILD_NUMBER}).status_code == 409

    page = text_of(registrar.post(ADDRESS, typed(commune.clerk), follow=True))
    assert "Đã giao người làm thay." in page
    assert "Hoàng Văn Thư" in page
    assert str(dossier.matter.code) in text_of(clerk.get("/can-bo/"))

    given = Delegation.objects.get()
    accounts.revoke(given.pk, by=commune.registrar.official, now=now())
    assert str(dossier.matter.code) not in text_of(clerk.get("/can-bo/"))
    assert clerk.post(propose, {"child_id_number": CHILD_NUMBER}).status_code == 409

    registrar.post(ADDRESS, typed(commune.clerk))
    clerk.post(propose, {"child_id_number": CHILD_NUMBER})
    assert open_task(dossier).step == "sign"


def test_a_delegation_for_tomorrow_gives_nothing_today() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(), commune, "accepted")
    at(commune.registrar).post(ADDRESS, typed(commune.clerk, **{"since-day": "15"}))
    assert Delegation.objects.exists()
    assert str(dossier.matter.code) not in text_of(at(commune.clerk).get("/can-bo/"))


def test_a_delegation_that_is_over_gives_nothing() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(), commune, "accepted")
    holder = commune.registrar
    accounts.delegate(
        holder.account.pk,
        commune.clerk.account.pk,
        holder.official.agency_id,
        starts_at=now() - timedelta(days=3),
        ends_at=now() - timedelta(minutes=1),
        ground=GROUND,
        by=holder.official,
        now=now(),
    )
    assert str(dossier.matter.code) not in text_of(at(commune.clerk).get("/can-bo/"))


def test_days_in_the_wrong_order_are_said_and_what_was_typed_stays() -> None:
    commune = Commune.of()
    response = at(commune.registrar).post(ADDRESS, typed(commune.clerk, **{"since-day": "20"}))
    assert "Ngày kết thúc phải sau ngày bắt đầu." in text_of(response)
    assert GROUND in response.content.decode()
    assert not Delegation.objects.exists()


def test_only_colleagues_of_the_agency_can_stand_in() -> None:
    commune = Commune.of()
    page = text_of(at(commune.registrar).post(ADDRESS, typed(people.dung())))
    assert "lựa chọn này không có trong danh sách" in page
    assert not Delegation.objects.exists()


def test_the_holder_revokes_and_nobody_else_can() -> None:
    commune = Commune.of()
    at(commune.registrar).post(ADDRESS, typed(commune.clerk))
    revoke = reverse("desk:revoke", kwargs={"delegation_id": Delegation.objects.get().pk})
    assert at(commune.leader).post(revoke).status_code == 404
    assert at(commune.clerk).post(revoke).status_code == 404
    page = text_of(at(commune.registrar).post(revoke, follow=True))
    assert "Đã thu hồi." in page
    assert "Anh/chị chưa giao cho ai." in page
    assert Entry.objects.filter(verb="accounts.delegation_revoked").exists()


def test_who_stands_in_somewhere_else_can_sit_there() -> None:
    commune = Commune.of()
    binh = commune.reception
    accounts.post(binh.account.pk, commune.leader.official.agency_id, Duty.CLERK, by=people.NURSE, now=people.LONG_AGO)
    client = at(binh)
    assert "Đổi chỗ làm việc" in text_of(client.get("/can-bo/"))
    page = text_of(client.post("/can-bo/cho-lam-viec/", {"seat": str(commune.leader.official.agency_id)}, follow=True))
    assert "Anh/chị đang làm việc tại Ủy ban nhân dân xã Đak Nhau." in page


def test_a_seat_that_is_not_ones_own_cannot_be_taken() -> None:
    commune = Commune.of()
    client = at(commune.reception)
    for seat in (str(commune.leader.official.agency_id), "0", "x", ""):
        assert client.post("/can-bo/cho-lam-viec/", {"seat": seat}).status_code == 404


def test_when_the_duty_of_the_seat_ends_another_seat_is_asked_for() -> None:
    commune = Commune.of()
    binh, there = commune.reception, commune.leader.official.agency_id
    extra = accounts.post(binh.account.pk, there, Duty.CLERK, by=people.NURSE, now=people.LONG_AGO)
    client = at(binh)
    client.post("/can-bo/cho-lam-viec/", {"seat": str(there)})
    accounts.relieve(extra.pk, now().date() - timedelta(days=1), by=people.NURSE, now=now())
    response = client.get("/can-bo/", follow=True)
    assert response.redirect_chain == [("/can-bo/cho-lam-viec/", 302)]
    assert "không còn hiệu lực" in text_of(response)

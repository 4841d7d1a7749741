"""Who has a task: claimed, given back, given to a colleague; and two who press at once."""

from __future__ import annotations

from django.urls import reverse

from motcua.domain.accounts.states import Duty
from motcua.domain.journal.models import Entry
from tests.build import people
from tests.build.dossiers import Commune, a_dossier, open_task
from tests.web.desk.visits import at, text_of

REASON = "Hồ sơ không thuộc thẩm quyền của xã, đề nghị nộp tại nơi cư trú."


def another_receptionist() -> people.Somebody:
    return people.an_official("Đỗ Thị Mai", people.agency_of("mot-cua-xa"), Duty.RECEPTION)


def test_a_free_task_is_taken() -> None:
    commune, dossier = Commune.of(), a_dossier()
    task = open_task(dossier)
    response = at(commune.reception).post(reverse("desk:claim", kwargs={"task_id": task.pk}), follow=True)
    task.refresh_from_db()
    assert task.assignee_id == commune.reception.account.pk
    assert "Anh/chị đã nhận việc này." in text_of(response)
    assert Entry.objects.filter(verb="matters.task_claimed", subject_id=task.pk).exists()


def test_of_two_who_take_it_the_second_is_told_who_was_first() -> None:
    commune, dossier = Commune.of(), a_dossier()
    claim = reverse("desk:claim", kwargs={"task_id": open_task(dossier).pk})
    at(commune.reception).post(claim)
    response = at(another_receptionist()).post(claim)
    assert response.status_code == 409
    assert "Nguyễn Văn Bình đang giữ việc này." in text_of(response)


def test_of_two_who_press_at_once_the_second_is_told_who_when_and_what_was_typed() -> None:
    commune, dossier = Commune.of(), a_dossier()
    task = open_task(dossier)
    at(commune.reception).post(reverse("desk:outcome", kwargs={"task_id": task.pk, "outcome": "accept"}))
    address = reverse("desk:outcome", kwargs={"task_id": task.pk, "outcome": "reject"})
    response = at(another_receptionist()).post(address, {"ly-do": REASON})
    assert response.status_code == 409
    page = text_of(response)
    assert "Nguyễn Văn Bình đã làm xong việc này trước." in page
    assert "ngày 14/10/2024" in page
    assert REASON in page


def test_a_task_is_given_back_to_the_desk() -> None:
    commune, dossier = Commune.of(), a_dossier()
    task, client = open_task(dossier), at(commune.reception)
    client.post(reverse("desk:claim", kwargs={"task_id": task.pk}))
    client.post(reverse("desk:release", kwargs={"task_id": task.pk}))
    task.refresh_from_db()
    assert task.assignee_id is None


def test_a_task_is_given_to_a_colleague_with_the_duty() -> None:
    commune, dossier, mai = Commune.of(), a_dossier(), another_receptionist()
    task, client = open_task(dossier), at(commune.reception)
    client.post(reverse("desk:claim", kwargs={"task_id": task.pk}))
    address = reverse("desk:reassign", kwargs={"task_id": task.pk})
    assert "Đỗ Thị Mai" in text_of(client.get(address))
    page = text_of(client.post(address, {"colleague": str(mai.account.pk)}, follow=True))
    task.refresh_from_db()
    assert task.assignee_id == mai.account.pk
    assert "Đã giao việc cho Đỗ Thị Mai." in page
    assert "Đỗ Thị Mai đang giữ việc này." in page


def test_a_task_is_not_given_to_somebody_without_the_duty() -> None:
    commune, dossier = Commune.of(), a_dossier()
    task, client = open_task(dossier), at(commune.reception)
    client.post(reverse("desk:claim", kwargs={"task_id": task.pk}))
    address = reverse("desk:reassign", kwargs={"task_id": task.pk})
    client.post(address, {"colleague": str(commune.leader.account.pk)})
    task.refresh_from_db()
    assert task.assignee_id == commune.reception.account.pk


def test_whoever_has_the_task_is_named_where_the_buttons_would_be() -> None:
    commune, dossier = Commune.of(), a_dossier()
    at(commune.reception).post(reverse("desk:claim", kwargs={"task_id": open_task(dossier).pk}))
    response = at(another_receptionist()).get(reverse("desk:dossier", kwargs={"dossier_id": dossier.pk}))
    assert "Nguyễn Văn Bình đang giữ việc này." in text_of(response)
    assert "/accept/" not in response.content.decode()

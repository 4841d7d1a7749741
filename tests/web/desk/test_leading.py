"""A leader's pages: the team, what is due soon, and a batch in which each dossier is opened before it is ticked."""

from __future__ import annotations

from datetime import timedelta

from motcua.domain.matters.models import Task
from tests.build import people
from tests.build.dossiers import MONDAY, Commune, a_dossier, open_task, walk
from tests.web.desk.visits import at, text_of

EARLIER = MONDAY - timedelta(hours=2)


def test_a_batch_signs_what_was_ticked_and_leaves_the_rest() -> None:
    commune = Commune.of()
    first, second = (
        walk(a_dossier(citizen, now=EARLIER), commune, "proposed", now=EARLIER)
        for citizen in (people.an(), people.a_stranger())
    )
    leader = at(commune.leader)
    shown = leader.get("/can-bo/nhieu-ho-so/").content.decode()
    assert "Số định danh cá nhân của trẻ" in shown
    box = f'value="{open_task(first).pk}.approve"'
    assert shown.index("<details") < shown.index(box) < shown.index("</details>", shown.index(box))
    page = text_of(leader.post("/can-bo/nhieu-ho-so/", {"viec": [f"{open_task(first).pk}.approve"]}))
    assert "Đã xong" in page
    assert str(first.matter.code) in page
    assert open_task(first).step == "number"
    assert open_task(second).step == "sign"


def test_what_cannot_be_done_says_why_and_nothing_ticked_says_so() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(now=EARLIER), commune, "proposed", now=EARLIER)
    leader = at(commune.leader)
    assert "Chưa chọn hồ sơ nào" in text_of(leader.post("/can-bo/nhieu-ho-so/", follow=True))
    typed = {"viec": [f"{open_task(dossier).pk}.approve", "0.approve", "x.y", "7", f"{open_task(dossier).pk}.bay"]}
    page = text_of(leader.post("/can-bo/nhieu-ho-so/", typed))
    assert "không còn ở cơ quan" in page
    assert open_task(dossier).step == "sign"


def test_all_of_somebodys_work_goes_to_a_colleague() -> None:
    commune, other = Commune.of(), people.the_registrar()
    dossier = walk(a_dossier(now=EARLIER), commune, "accepted", now=EARLIER)
    at(commune.registrar).post(f"/can-bo/nhan-viec/{open_task(dossier).pk}/")
    leader = at(commune.leader)
    assert "Lê Thị Hộ" in text_of(leader.get("/can-bo/phan-cong/"))
    address = f"/can-bo/phan-cong/{commune.registrar.account.pk}/chuyen/"
    assert "Chưa chọn người nhận" in text_of(leader.post(address, {"cho": "ai"}, follow=True))
    assert "Đã chuyển 1 việc." in text_of(leader.post(address, {"cho": str(other.account.pk)}, follow=True))
    assert Task.objects.get(pk=open_task(dossier).pk).assignee_id == other.account.pk
    leader.post(f"/can-bo/phan-cong/{other.account.pk}/chuyen/", {"cho": "ban"})
    assert Task.objects.get(pk=open_task(dossier).pk).assignee_id is None


def test_what_is_due_soon_is_there_with_what_it_still_needs() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(now=EARLIER), commune, "accepted", now=EARLIER)
    leader = at(commune.leader)
    page = text_of(leader.get("/can-bo/sap-den-han/", {"ngay": "1"}))
    assert str(dossier.matter.code) in page
    assert "7 giờ" in page  # 4 + 1.5 + 0.5 + 1 hours of the route
    assert str(dossier.matter.code) in text_of(leader.get("/can-bo/sap-den-han/", {"ngay": "vô lý"}))


def test_who_leads_nobody_has_no_such_pages() -> None:
    registrar = at(people.the_registrar())
    for path in ("/can-bo/phan-cong/", "/can-bo/sap-den-han/"):
        assert registrar.get(path).status_code == 404
    assert "Phân công" not in text_of(registrar.get("/can-bo/"))
    assert registrar.get("/can-bo/nhieu-ho-so/").status_code == 200

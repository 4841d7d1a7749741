"""The pages beside the way of the stories: each is looked at in both languages, at a phone's size and at a desk's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.dossiers import actions
from motcua.kernel.actors import Citizen
from tests.build.dossiers import a_dossier, a_draft, open_task, walk
from tests.journeys.conftest import MORNING, Cast, Visit
from tests.journeys.stories import sit_down

pytestmark = pytest.mark.browser


def test_pages_for_citizens(visit: Visit, cast: Cast) -> None:
    an = visit("An")
    for path, name in (
        ("/", "home"),
        ("/thu-tuc/?q=không-có-gì-như-vậy", "found-nothing"),
        ("/thu-tuc/2.000986/", "procedure"),
        ("/bo-phan-mot-cua/", "units"),
        ("/bo-phan-mot-cua/?noi=25399", "units-near"),
        ("/bo-phan-mot-cua/H10.30.13.01/", "unit"),
        ("/bo-phan-mot-cua/?q=xyz", "no-units"),
        ("/tra-cuu/", "lookup"),
        ("/tra-cuu/YC-0000-0000", "lookup-nothing"),
        ("/khong-co-trang-nay/", "not-found"),
        ("/tai-khoan/login/", "sign-in"),
        ("/tai-khoan/signup/", "no-signing-up"),
    ):
        an.open(path)
        an.looks_in_both_sizes(name)
    citizen = Citizen(cast.an.pk)
    an.open("/ho-so/")
    an.come_in_as("Điểu Thị An")
    an.looks_in_both_sizes("nothing-yet")
    dossier = walk(a_dossier(citizen, now=MORNING), cast.commune, "accepted", now=MORNING)
    draft = a_draft(citizen, now=MORNING)
    for path, name in (
        ("/ho-so/", "my-dossiers"),
        (f"/nop-ho-so/{draft.token}/xem-lai/", "review"),
        (f"/nop-ho-so/{draft.token}/xoa/", "discard"),
        (f"/ho-so/{dossier.pk}/", "dossier"),
        (f"/ho-so/{dossier.pk}/rut/", "withdraw"),
        ("/thong-bao/", "inbox-empty"),
        ("/tai-khoan/2fa/", "second-factor"),
        ("/tai-khoan/logout/", "sign-out"),
        ("/can-bo/", "no-desk"),
    ):
        an.open(path)
        an.looks_in_both_sizes(name)
    actions.withdraw(dossier.pk, by=citizen, now=MORNING + timedelta(minutes=30))
    an.open(f"/ho-so/{dossier.pk}/")
    an.looks_in_both_sizes("withdrawn")


def test_pages_for_officials(visit: Visit, cast: Cast) -> None:
    registrar = visit("Hộ")
    sit_down(registrar, cast.commune.registrar.account)
    registrar.looks_in_both_sizes("nothing-to-do")
    citizen = Citizen(cast.an.pk)
    dossier = walk(a_dossier(citizen, now=MORNING), cast.commune, "accepted", now=MORNING)
    task = open_task(dossier)
    for path, name in (
        ("/can-bo/", "worklist"),
        (f"/can-bo/ho-so/{dossier.pk}/", "dossier"),
        (f"/can-bo/viec/{task.pk}/propose/", "propose"),
        (f"/can-bo/viec/{task.pk}/ask_more/", "ask"),
        (f"/can-bo/viec/{task.pk}/stop/", "stop"),
        (f"/can-bo/giao-viec/{task.pk}/", "reassign"),
        ("/can-bo/ho-so/", "dossiers"),
        ("/can-bo/ho-so/?q=999", "no-dossiers"),
        ("/can-bo/so-lieu/", "figures"),
        ("/can-bo/uy-quyen/", "delegations"),
        ("/can-bo/cho-lam-viec/", "seats"),
        ("/can-bo/ho-so/999999/", "not-found"),
    ):
        registrar.open(path)
        registrar.looks_in_both_sizes(name)

"""A dossier that somebody handed in for its owner: both find it among their own."""

from __future__ import annotations

import pytest
from django.urls import reverse

from motcua.domain.accounts.models import Account
from motcua.domain.dossiers import queries
from motcua.domain.dossiers.actions import Authority
from motcua.domain.dossiers.states import Ground, Scope
from tests.build import counter, people
from tests.build.behalf import filed_for_mother, lan
from tests.build.counter import TEO
from tests.build.dossiers import Commune, walk
from tests.web.desk.visits import at, now, text_of


@pytest.fixture(autouse=True)
def certified_copies(db: None) -> None:
    counter.a_copy_procedure()


def test_both_see_it_and_only_the_owner_opens_it() -> None:
    binh = people.binh().official
    dossier = counter.received(binh, authority=Authority(TEO, Scope.HAND_IN, Ground.KIN), now=now())
    row = queries.agent_of(dossier)
    assert row is not None
    owner, agent = (at(Account.objects.get(pk=key)) for key in (dossier.applicant_id, row.agent_id))
    address = reverse("portal:dossier", kwargs={"dossier_id": dossier.pk})
    assert "Trần Văn Tèo nộp thay bạn: Nộp hồ sơ." in text_of(owner.get(address))
    assert agent.get(address).status_code == 404
    page = text_of(agent.get("/ho-so/"))
    assert "Nộp thay người khác" in page
    assert str(dossier.matter.code) in page
    assert "Nộp thay người khác" not in text_of(owner.get("/ho-so/"))


def test_what_is_under_way_already_is_not_said_to_be_turned_away() -> None:
    dossier = filed_for_mother(lan(), now=now())
    owner = at(Account.objects.get(pk=dossier.applicant_id))
    address = reverse("portal:disown", kwargs={"dossier_id": dossier.pk})
    assert "sẽ không tiếp nhận hồ sơ này" in text_of(owner.post(address, follow=True))
    owner.post(address)
    walk(dossier, Commune.of(), "accepted")
    page = text_of(owner.post(address, follow=True))
    assert "Cơ quan giải quyết thấy lời báo này trên hồ sơ." in page
    assert "sẽ không tiếp nhận" not in page

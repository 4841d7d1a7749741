"""A dossier that somebody handed in for its owner: both find it among their own."""

from __future__ import annotations

import pytest
from django.urls import reverse

from motcua.domain.accounts.models import Account
from motcua.domain.dossiers import queries
from motcua.domain.dossiers.actions import Authority
from motcua.domain.dossiers.states import Ground, Scope
from tests.build import counter, people
from tests.build.counter import TEO
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

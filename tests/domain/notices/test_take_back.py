"""What a person was told about a matter is forgotten, so that nothing says it was theirs."""

from __future__ import annotations

import pytest

from motcua.domain.accounts.models import Account
from motcua.domain.notices import actions
from motcua.domain.notices.models import Email, Message, Text
from tests.build import people
from tests.build.dossiers import MONDAY, a_dossier
from tests.build.people import NURSE

pytestmark = pytest.mark.django_db


def test_messages_and_what_went_out_beside_them_are_forgotten_and_nobody_elses() -> None:
    an, other = people.an(), people.a_stranger()
    Account.objects.filter(pk=an.account_id).update(wants_email=True, wants_sms=True)
    matter_id = a_dossier(an).pk
    for account_id in (an.account_id, other.account_id):
        actions.tell(account_id, "e", "Tin", "Lời", by=NURSE, now=MONDAY, matter_id=matter_id, short="Tin")
    actions.tell(an.account_id, "khac", "Tin", "Lời", by=NURSE, now=MONDAY)
    assert Email.objects.filter(message__account_id=an.account_id).exists()
    assert actions.take_back(matter_id, an.account_id, by=NURSE, now=MONDAY) == 1
    assert actions.take_back(matter_id, an.account_id, by=NURSE, now=MONDAY) == 0
    assert not Email.objects.filter(message__matter_id=matter_id, message__account_id=an.account_id).exists()
    assert not Text.objects.filter(message__matter_id=matter_id, message__account_id=an.account_id).exists()
    assert Message.objects.filter(account_id=other.account_id, matter_id=matter_id).count() == 1
    assert Message.objects.filter(account_id=an.account_id, event="khac").exists()

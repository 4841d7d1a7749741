"""Handed in for somebody else: whose it is, who sees it, who is told, who collects, and what its owner may say."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts import actions as accounts
from motcua.domain.accounts.models import Account
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Attachment, Authorisation, Behalf, Dossier
from motcua.domain.dossiers.states import Event, Ground, Kinship, State
from motcua.domain.journal import queries as journal
from motcua.domain.notices.models import Message
from motcua.domain.papers.models import Paper
from motcua.domain.payments import queries as payments
from motcua.kernel.actors import Citizen, System
from motcua.kernel.errors import NotFound, Refused
from tests.build import jobs, people
from tests.build.behalf import (
    MOTHER,
    MOTHER_NUMBER,
    a_draft_for_mother,
    certified,
    filed_for_mother,
    lan,
    mo,
    say,
)
from tests.build.dossiers import BIRTH, MONDAY, PDF, Commune, a_draft, walk

JOBS = System("jobs")
LATER = MONDAY + timedelta(hours=3)


@pytest.fixture
def daughter(db: None) -> Citizen:
    return lan()


def the_owner(dossier: Dossier) -> Citizen:
    return Citizen(dossier.applicant_id)


def test_the_dossier_is_the_mothers_and_the_daughter_is_her_agent(daughter: Citizen) -> None:
    dossier = filed_for_mother(daughter)
    row = Authorisation.objects.get(pk=dossier.pk)
    assert dossier.applicant_name == MOTHER
    assert dossier.applicant.identity_number == MOTHER_NUMBER
    assert (row.agent_id, row.agent_name) == (daughter.account_id, "Điểu Thị Lan")
    assert (row.ground, row.kinship, row.document) == (Ground.KIN, Kinship.CHILD, "")


def test_the_authorisation_of_no_kin_names_its_document(daughter: Citizen) -> None:
    row = Authorisation.objects.get(pk=filed_for_mother(daughter, **certified()).pk)
    assert row.ground == Ground.CERTIFIED
    assert row.document == "số 123/2024, ngày 01/10/2024, UBND xã Đak Nhau"


def test_a_mother_who_signs_in_later_finds_it(daughter: Citizen) -> None:
    dossier = filed_for_mother(daughter)
    mother = mo()
    assert mother == the_owner(dossier)
    assert [each.pk for each in queries.own_dossiers(mother)] == [dossier.pk]


def test_both_see_it_and_nobody_else(daughter: Citizen) -> None:
    dossier = filed_for_mother(daughter)
    file = Attachment.objects.filter(dossier=dossier).order_by("pk")[0]
    for reader in (daughter, the_owner(dossier)):
        assert queries.followed(dossier.pk, reader).pk == dossier.pk
        assert queries.file_seen_by(reader, file.pk) == file
    stranger = people.a_stranger()
    for refused in (queries.followed, queries.own):
        with pytest.raises(NotFound):
            refused(dossier.pk, stranger)
    with pytest.raises(NotFound):
        queries.file_seen_by(stranger, file.pk)


def test_what_is_the_owners_alone_is_not_the_agents(daughter: Citizen) -> None:
    """Who opened the file, the list of one's own dossiers, and the word on the authorisation."""
    dossier = filed_for_mother(daughter)
    assert list(queries.own_dossiers(daughter)) == []
    assert [each.pk for each in queries.entrusted_to(daughter)] == [dossier.pk]
    with pytest.raises(NotFound):
        queries.openings_of(dossier.pk, daughter)
    with pytest.raises(NotFound):
        actions.disown(dossier.pk, by=daughter, now=LATER)
    with pytest.raises(NotFound):
        actions.confirm_authority(dossier.pk, by=daughter, now=LATER)


def test_the_owner_is_told_who_filed_and_the_agent_that_it_arrived(daughter: Citizen) -> None:
    dossier = filed_for_mother(daughter)
    assert jobs.waiting("dossiers.tell_filed_for_you") == [{"dossier_id": dossier.pk}]
    actions.tell(dossier.pk, Event.FILED_FOR_YOU, by=JOBS, now=MONDAY)
    actions.tell(dossier.pk, Event.SUBMITTED, by=JOBS, now=MONDAY)
    hers = Message.objects.get(account_id=dossier.applicant_id)
    assert "Điểu Thị Lan vừa nộp hồ sơ" in hers.body
    assert "Tôi không ủy quyền việc này" in hers.body
    agents = Message.objects.get(account_id=daughter.account_id)
    assert "Kính gửi ông/bà Điểu Thị Lan" in agents.body


def test_later_both_are_told(daughter: Citizen) -> None:
    dossier = filed_for_mother(daughter)
    walk(dossier, Commune.of(), "accepted")
    actions.tell(dossier.pk, Event.ACCEPTED, by=JOBS, now=LATER)
    assert set(Message.objects.values_list("account_id", flat=True)) == {dossier.applicant_id, daughter.account_id}


def test_the_journal_knows_it_without_a_name(daughter: Citizen) -> None:
    dossier = filed_for_mother(daughter)
    entry = next(each for each in journal.history_of(dossier.pk) if each.verb == "dossiers.filed_for_another")
    assert (entry.facts["ground"], entry.facts["scope"]) == ("kin", "both")
    assert MOTHER not in str(entry.facts)


def test_the_receipt_names_who_filed_and_not_how_the_owner_is_reached(daughter: Citizen) -> None:
    mother = Account.objects.get(pk=mo().account_id)
    mother.phone, mother.residence = "0977777777", "thôn Bí Mật"
    mother.save()
    dossier = walk(filed_for_mother(daughter), Commune.of(), "accepted")
    receipt = Paper.objects.get(matter_id=dossier.pk, template__code="form-01")
    assert receipt.content["submitter"] == {"name": "Điểu Thị Lan"}
    assert "Nộp hồ sơ và nhận kết quả" in str(receipt.content["authorisation"])
    assert receipt.content["applicant"]["name"] == MOTHER  # type: ignore[index]  # a mapping
    assert "0977777777" not in str(receipt.content)
    assert "Bí Mật" not in str(receipt.content)


def test_the_fees_are_the_agents_to_pay(daughter: Citizen) -> None:
    dossier = walk(filed_for_mother(daughter), Commune.of(), "accepted")
    assert payments.statement_for(daughter, dossier.pk).charges


def test_the_agent_collects_and_the_result_is_kept_with_the_owner(daughter: Citizen) -> None:
    commune = Commune.of()
    dossier = walk(filed_for_mother(daughter), commune, "finished")
    result = Paper.objects.get(matter_id=dossier.pk, result=True)
    assert queries.paper_seen_by(daughter, result.pk, MONDAY.date()) == result
    actions.hand_over(dossier.pk, by=daughter, now=LATER)
    assert Dossier.objects.get(pk=dossier.pk).state == State.HANDED_OVER
    assert queries.paper_seen_by(the_owner(dossier), result.pk, MONDAY.date()) == result
    kept = {each.pk for each in queries.earlier_dossiers(dossier.applicant_id)}
    assert kept == {dossier.pk}
    assert queries.earlier_dossiers(daughter.account_id) == []


def test_who_may_only_file_gets_no_result(daughter: Citizen) -> None:
    dossier = walk(filed_for_mother(daughter, scope="hand_in"), Commune.of(), "finished")
    result = Paper.objects.get(matter_id=dossier.pk, result=True)
    with pytest.raises(NotFound):
        queries.paper_seen_by(daughter, result.pk, MONDAY.date())
    with pytest.raises(Refused, match="not_authorised_to_collect"):
        actions.hand_over(dossier.pk, by=daughter, now=LATER)
    actions.hand_over(dossier.pk, by=the_owner(dossier), now=LATER)


def test_an_authorisation_that_ran_out_gets_no_result_any_more(daughter: Citizen) -> None:
    until = {"valid_to-day": "14", "valid_to-month": "10", "valid_to-year": "2024"}
    dossier = walk(filed_for_mother(daughter, **certified(), **until), Commune.of(), "finished")
    result = Paper.objects.get(matter_id=dossier.pk, result=True)
    last, after = date(2024, 10, 14), MONDAY + timedelta(days=1)
    assert queries.may_collect(dossier, daughter, last)
    assert queries.paper_seen_by(daughter, result.pk, last) == result
    with pytest.raises(NotFound):
        queries.paper_seen_by(daughter, result.pk, localdate(after))
    assert not queries.may_collect(dossier, daughter, localdate(after))
    with pytest.raises(Refused, match="authorisation_ran_out"):
        actions.hand_over(dossier.pk, by=daughter, now=after)
    actions.hand_over(dossier.pk, by=the_owner(dossier), now=after)


def test_the_agent_supplies_what_is_asked(daughter: Citizen) -> None:
    dossier, commune = filed_for_mother(daughter), Commune.of()
    items = [{"name": "Giấy chứng sinh", "note": "ảnh mờ"}]
    actions.ask_supplement(dossier.pk, items, "Ảnh chụp mờ, không đọc được.", by=commune.reception.official, now=LATER)
    with pytest.raises(NotFound):
        actions.resume(dossier.pk, [], "đây", by=people.a_stranger(), now=LATER)
    again = actions.resume(dossier.pk, [("giay-chung-sinh", "lại.pdf", PDF)], "", by=daughter, now=LATER)
    assert again.state == State.NEW


def test_the_agent_takes_it_back_until_it_is_accepted(daughter: Citizen) -> None:
    commune = Commune.of()
    first = filed_for_mother(daughter)
    assert actions.withdraw(first.pk, by=daughter, now=LATER).state == State.WITHDRAWN
    second = walk(filed_for_mother(daughter), commune, "accepted")
    with pytest.raises(Refused, match="only_the_owner_withdraws"):
        actions.withdraw(second.pk, by=daughter, now=LATER)
    assert actions.withdraw(second.pk, by=the_owner(second), now=LATER).state == State.WITHDRAWN


def test_disowned_it_is_flagged_written_down_and_not_taken_in(daughter: Citizen) -> None:
    dossier, commune = filed_for_mother(daughter), Commune.of()
    mother = the_owner(dossier)
    actions.disown(dossier.pk, by=mother, now=LATER)
    actions.disown(dossier.pk, by=mother, now=LATER + timedelta(hours=1))
    row = queries.agent_of(queries.own(dossier.pk, mother))
    assert row is not None
    assert row.disowned_at == LATER
    assert [each.verb for each in journal.history_of(dossier.pk)].count("dossiers.disowned") == 1
    with pytest.raises(Refused, match="authorisation_disowned"):
        actions.accept(dossier.pk, by=commune.reception.official, now=LATER)
    for refused in (queries.followed, queries.own):
        with pytest.raises(NotFound):
            refused(dossier.pk, daughter)
    with pytest.raises(NotFound):
        actions.withdraw(dossier.pk, by=daughter, now=LATER)
    actions.tell(dossier.pk, Event.WITHDRAWN, by=JOBS, now=LATER)
    assert not Message.objects.filter(account_id=daughter.account_id).exists()


def test_a_word_taken_back_lets_it_go_on(daughter: Citizen) -> None:
    dossier, commune = filed_for_mother(daughter), Commune.of()
    mother = the_owner(dossier)
    actions.disown(dossier.pk, by=mother, now=LATER)
    actions.confirm_authority(dossier.pk, by=mother, now=LATER)
    assert queries.followed(dossier.pk, daughter).pk == dossier.pk
    assert actions.accept(dossier.pk, by=commune.reception.official, now=LATER).state == State.IN_PROGRESS


def test_one_filed_by_its_owner_has_nothing_to_disown(db: None) -> None:
    an = people.an()
    dossier = actions.submit(a_draft(an).token, by=an, now=MONDAY)
    with pytest.raises(NotFound):
        actions.disown(dossier.pk, by=an, now=LATER)


def test_without_the_scan_it_is_not_handed_in(daughter: Citizen) -> None:
    draft = a_draft_for_mother(daughter)
    (scan,) = [each for each in queries.files_of_draft(draft) if each.part == "van-ban-uy-quyen"]
    actions.detach(draft.token, scan.pk, by=daughter, now=MONDAY)
    with pytest.raises(Refused, match=r"parts_missing|authorisation_incomplete"):
        actions.submit(draft.token, by=daughter, now=MONDAY)


def test_a_name_that_is_not_that_of_the_number_is_refused(daughter: Citizen) -> None:
    """And nothing is told of whose number it is."""
    people.an(MOTHER_NUMBER, "Trần Văn Khác")
    draft = a_draft_for_mother(daughter)
    with pytest.raises(Refused) as refused:
        actions.submit(draft.token, by=daughter, now=MONDAY)
    assert refused.value.code == "principal_differs"
    assert "Khác" not in str(refused.value.details)
    assert not Dossier.objects.exists()


def test_what_another_wrote_of_somebody_binds_nobody(daughter: Citizen) -> None:
    wrong = accounts.Person(full_name="Sai Tên", identity_number=MOTHER_NUMBER)
    accounts.name_somebody(wrong, by=people.a_stranger(), now=MONDAY)
    assert filed_for_mother(daughter).applicant_name == MOTHER


def test_the_account_of_somebody_known_is_not_changed_by_who_names_them(daughter: Citizen) -> None:
    before = Account.objects.filter(pk=mo().account_id).values().get()
    filed_for_mother(daughter)
    assert Account.objects.filter(pk=before["id"]).values().get() == before


def test_handed_in_twice_it_is_one_and_the_draft_forgets(daughter: Citizen) -> None:
    draft = a_draft_for_mother(daughter)
    first = actions.submit(draft.token, by=daughter, now=MONDAY)
    assert actions.submit(draft.token, by=daughter, now=LATER).pk == first.pk
    assert Authorisation.objects.count() == 1
    assert Behalf.objects.get(pk=draft.pk).said == {}


def test_for_oneself_after_all_it_is_ones_own(daughter: Citizen) -> None:
    draft = say(actions.start(BIRTH, by=daughter, now=MONDAY), daughter)
    actions.say_for_whom(draft.token, "nop-cho-ai", {"whom": ["self"]}, by=daughter, now=MONDAY)
    own = actions.submit(a_draft(daughter).token, by=daughter, now=MONDAY)
    assert own.applicant_id == daughter.account_id
    assert queries.agent_of(queries.own(own.pk, daughter)) is None


def test_disowned_while_it_is_being_taken_in_it_is_not_taken_in(committed_db: str) -> None:
    """The authorisation joined to the locked task is as old as the wait for the lock."""
    dossier, commune = filed_for_mother(lan()), Commune.of()

    def accept() -> object:
        try:
            return actions.accept(dossier.pk, by=commune.reception.official, now=LATER)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as aside:
        with atomic():
            actions.disown(dossier.pk, by=the_owner(dossier), now=LATER)
            accepting = aside.submit(accept)
            with connection.cursor() as cursor:
                for _ in range(20_000):
                    cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
                    if cursor.fetchone() != (0,):
                        break
                else:
                    raise AssertionError("nobody waited for the lock")
        with pytest.raises(Refused, match="authorisation_disowned"):
            accepting.result(timeout=30)

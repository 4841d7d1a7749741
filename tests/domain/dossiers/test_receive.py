"""Reception at the counter: a citizen without an account, one act, and everything the law wants of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from motcua.domain.accounts import actions as accounts
from motcua.domain.accounts import queries as people_known
from motcua.domain.accounts.models import Account
from motcua.domain.accounts.states import Duty
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.actions import Brought, HandedIn, Said
from motcua.domain.dossiers.models import Attachment, Dossier, GivenPart, Reception
from motcua.domain.dossiers.states import Channel, Digitised, ResultMethod, State
from motcua.domain.matters import queries as matters
from motcua.domain.papers.models import Paper
from motcua.kernel.errors import NotFound
from tests.build import counter, jobs, journal, people
from tests.build.counter import COPY, ORIGINAL, PROOF, TY
from tests.build.dossiers import MONDAY, PDF, open_task
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
UNIT = "H10.30.13.01"


@pytest.fixture(autouse=True)
def certified_copies(db: None) -> None:
    counter.a_copy_procedure()


def test_one_press_makes_a_dossier_with_code_due_date_and_receipt() -> None:
    dossier = counter.received()
    assert dossier.state == State.IN_PROGRESS
    assert dossier.channel == Channel.DIRECT
    assert dossier.matter.code == f"{UNIT}-241014-0001"
    assert dossier.matter.due_at is not None
    assert dossier.matter.one_stop == people.agency_of("mot-cua-xa")
    assert open_task(dossier).agency == people.agency_of("ubnd-xa")
    assert dossier.applicant_name == "Trần Văn Tý"
    assert dossier.subject_name == "Bằng tốt nghiệp trung học phổ thông"
    assert [paper.template.code for paper in Paper.objects.filter(matter_id=dossier.pk)] == ["form-01"]
    assert journal.verbs_of(dossier.pk) == [
        "dossiers.submitted",
        "dossiers.received",
        "dossiers.accepted",
        "dossiers.begun",
    ]
    assert jobs.waiting("dossiers.tell_accepted") == [{"dossier_id": dossier.pk}]
    assert jobs.waiting("dossiers.tell_submitted") == []
    assert matters.orphans() == []


def test_the_person_has_an_account_from_now_on_and_is_known_the_next_time() -> None:
    dossier = counter.received()
    account = people_known.with_identity(TY.identity_number)
    assert account is not None
    assert account.pk == dossier.applicant_id
    assert (account.full_name, account.phone, account.identity_level) == ("Trần Văn Tý", "0977123456", 0)
    assert journal.facts("accounts.recognised") == {"level": "at-counter"}


def test_whom_vneid_vouched_for_keeps_the_name_that_it_gave() -> None:
    an = Account.objects.get(pk=people.an().account_id)
    official = people.binh().official
    person = accounts.Person(full_name="điểu thị an", identity_number=an.identity_number, phone="0988000111")
    dossier = counter.received(official, owner=person)
    an.refresh_from_db()
    assert dossier.applicant_id == an.pk
    assert (an.full_name, an.identity_level, an.phone) == ("Điểu Thị An", 2, "0988000111")
    assert accounts.meet(person, by=official, now=MONDAY) == an


def test_pressing_twice_gives_one_dossier() -> None:
    official = people.binh().official
    sheet = counter.a_sheet(official)
    first = counter.received(official, sheet=sheet)
    before = journal.count()
    again = counter.received(official, sheet=sheet, now=MONDAY + timedelta(minutes=1))
    assert again.pk == first.pk
    assert (Dossier.objects.count(), journal.count()) == (1, before)


def test_form_01_says_what_was_counted_and_is_printed_twice() -> None:
    parts = (Brought(ORIGINAL, originals=1, certified=2), Brought(PROOF, copies=3))
    dossier = counter.received(brought=parts, sets=2)
    content = Paper.objects.get(matter_id=dossier.pk).content
    assert content["parts"] == [
        {"name": "Bản chính giấy tờ", "originals": 1, "certified": 2, "copies": 0},
        {"name": "Giấy chứng nhận kết hôn", "originals": 0, "certified": 0, "copies": 3},
    ]
    assert (content["sets"], content["liens"]) == (2, 2)
    assert queries.counter_content(dossier)["sets"] == 2


def test_by_post_with_its_tracking_number() -> None:
    dossier = counter.received(channel=Channel.POST, tracking="EB123456789VN", result_method=ResultMethod.POST)
    assert (dossier.channel, dossier.result_method) == ("post", "post")
    assert Reception.objects.get(pk=dossier.pk).tracking == "EB123456789VN"
    assert journal.facts("dossiers.received")["channel"] == "post"


def test_a_scan_stands_in_for_paper_and_is_counted_as_digitised() -> None:
    official = people.binh().official
    sheet = counter.a_sheet(official)
    actions.attach_scan(sheet.draft.token, ORIGINAL, "quet.pdf", PDF, by=official, now=MONDAY)
    dossier = counter.received(official, sheet=sheet, brought=(Brought(PROOF, copies=1),))
    flags = dict(GivenPart.objects.filter(dossier=dossier).values_list("part", "digitised"))
    assert flags == {ORIGINAL: Digitised.SCANNED, PROOF: Digitised.NOT_YET}
    facts = journal.facts("dossiers.received")
    assert (facts["digitised"], facts["undigitised"], facts["reused"], facts["reused_results"]) == (1, 1, 0, 0)
    assert Attachment.objects.get(dossier=dossier).part == ORIGINAL


def test_a_scan_can_be_taken_off_again() -> None:
    official = people.binh().official
    sheet = counter.a_sheet(official)
    file = actions.attach_scan(sheet.draft.token, ORIGINAL, "quet.pdf", PDF, by=official, now=MONDAY)
    actions.detach_scan(sheet.draft.token, file.pk, by=official, now=MONDAY)
    with refused("parts_missing_here", parts=[ORIGINAL]):
        counter.received(official, sheet=sheet, brought=())
    with pytest.raises(NotFound):
        actions.detach_scan(sheet.draft.token, 0, by=official, now=MONDAY)


def test_a_refusal_on_the_spot_is_form_03() -> None:
    said = Said(reason="Bản chính đã bị tẩy xóa, sửa chữa.")
    dossier = counter.received(decision="reject", said=said, brought=())
    assert dossier.state == State.REJECTED
    assert [paper.template.code for paper in Paper.objects.filter(matter_id=dossier.pk)] == ["form-03"]
    assert "dossiers.rejected" in journal.verbs_of(dossier.pk)


def test_a_refusal_needs_its_reason_and_without_it_nothing_has_happened() -> None:
    official = people.binh().official
    sheet = counter.a_sheet(official)
    before = journal.count()
    with refused("reason_missing"), transaction.atomic():
        counter.received(official, sheet=sheet, decision="reject", brought=())
    assert (Dossier.objects.count(), journal.count()) == (0, before)
    assert people_known.with_identity(TY.identity_number) is None


def test_a_supplement_on_the_spot_is_form_02() -> None:
    said = Said(reason="Chưa có bản chính để đối chiếu.", items=({"code": ORIGINAL, "name": "Bản chính giấy tờ"},))
    dossier = counter.received(decision="ask_supplement", said=said, brought=())
    assert dossier.state == State.INCOMPLETE
    assert dossier.matter.code is None
    assert [paper.template.code for paper in Paper.objects.filter(matter_id=dossier.pk)] == ["form-02"]


def test_what_is_refused_may_be_incomplete_and_what_is_accepted_may_not() -> None:
    official = people.binh().official
    sheet = counter.a_sheet(official, answers={})
    with refused("answers_incomplete"), transaction.atomic():
        counter.received(official, sheet=sheet)
    said = Said(reason="Không thuộc thẩm quyền chứng thực.")
    assert counter.received(official, sheet=sheet, decision="reject", said=said).state == State.REJECTED


def test_every_required_part_must_be_there() -> None:
    with refused("parts_missing_here", parts=[ORIGINAL], names="Bản chính giấy tờ"):
        counter.received(brought=(Brought(PROOF, copies=1),))
    with refused("bad_count_of_papers"):
        counter.received(brought=(Brought(ORIGINAL, originals=-1), Brought(ORIGINAL, copies=1)))


@pytest.mark.parametrize("number", ["", "07008500112", "mười hai chữ số", "0700850011223"])
def test_a_number_that_is_no_identity_number(number: str) -> None:
    with refused("identity_number_wrong"):
        counter.received(owner=replace(TY, identity_number=number))


def test_who_does_not_receive_is_refused() -> None:
    official = people.binh().official
    sheet = counter.a_sheet(official)
    returns = people.an_official("Lê Trả", people.agency_of("mot-cua-xa"), Duty.RETURNS).official
    with refused("other_duty"):
        actions.receive(sheet.draft.token, HandedIn(owner=TY), by=returns, now=MONDAY)
    with refused("other_duty"):
        actions.open_sheet(COPY, by=returns, now=MONDAY)


def test_a_sheet_of_another_unit_does_not_exist() -> None:
    sheet = counter.a_sheet(people.binh().official)
    dung = people.dung().official
    for act in (
        lambda: actions.receive(sheet.draft.token, HandedIn(owner=TY), by=dung, now=MONDAY),
        lambda: actions.keep_sheet(sheet.draft.token, {}, by=dung, now=MONDAY),
        lambda: actions.look_up_person(sheet.draft.token, TY.identity_number, "at_counter", by=dung, now=MONDAY),
        lambda: queries.sheet_of(dung, sheet.draft.token),
    ):
        with pytest.raises(NotFound), transaction.atomic():
            act()


def test_a_unit_receives_only_what_it_serves() -> None:
    dung = people.dung().official  # of another commune
    answers = {**counter.ANSWERS, "place-code": people.DAK_NHAU}
    sheet = actions.open_sheet(COPY, by=dung, now=MONDAY)
    typed = {**counter.facts_of(TY), **answers}
    sheet = actions.keep_sheet(sheet.draft.token, typed, ["place", "paper_name", "copies"], by=dung, now=MONDAY)
    with refused("not_served_at_this_unit", unit=people.agency_of("mot-cua-xa").name):
        counter.received(dung, sheet=sheet)


def test_the_same_person_with_the_same_procedure_open_is_a_warning_to_override() -> None:
    first = counter.received()
    official = people.binh().official
    sheet = counter.a_sheet(official)
    with refused("reception_warned", warnings={"same_procedure_open": first.matter.code}), transaction.atomic():
        counter.received(official, sheet=sheet)
    with refused("reception_warned"), transaction.atomic():
        counter.received(official, sheet=sheet, read={"same_procedure_open"}, reason="ngắn")
    second = counter.received(
        official, sheet=sheet, read={"same_procedure_open"}, reason="Chứng thực thêm một giấy tờ khác."
    )
    assert second.pk != first.pk
    kept = Reception.objects.get(pk=second.pk)
    assert (kept.overridden, kept.reason) == (["same_procedure_open"], "Chứng thực thêm một giấy tờ khác.")
    assert journal.facts("dossiers.received")["overridden"] == ["same_procedure_open"]


def test_another_name_under_the_same_number_is_a_warning() -> None:
    counter.received()
    with refused("reception_warned") as _, transaction.atomic():
        counter.received(owner=replace(TY, full_name="Lê Văn Khác"))
    account = people_known.with_identity(TY.identity_number)
    assert account is not None
    assert queries.warned_of(account, "0.000000", [], called="Lê Văn Khác", before="Trần Văn Tý") == {
        "name_differs": ""
    }
    assert account.full_name == "Trần Văn Tý"


def test_nothing_personal_reaches_the_journal() -> None:
    counter.received(brought=counter.brought(number="BC 123/2003"), tracking="EB123456789VN")
    said = journal.everything()
    for word in (TY.full_name, TY.identity_number, TY.phone, "BC 123", "EB123", "Bằng tốt nghiệp"):
        assert word not in said


def test_a_passport_is_known_with_the_state_that_gave_it() -> None:
    sok = replace(TY, full_name="Sok Dara", identity_number="khm n0123 4567")
    other = replace(TY, full_name="Somchai Dee", identity_number="THA N01234567")
    first, second = counter.received(owner=sok), counter.received(owner=other)
    assert first.applicant_id != second.applicant_id
    found = people_known.with_identity("KHM N01234567")
    assert found is not None
    assert (found.pk, found.full_name) == (first.applicant_id, "Sok Dara")
    assert queries.facts_of(found)["account.identity_number"] == ""
    assert queries.facts_of(found)["account.passport"] == "KHM N01234567"


@pytest.mark.parametrize("number", ["KHM 12", "? N01234567", "KHMR N01234567", "KHM N0!234567"])
def test_a_passport_that_is_none(number: str) -> None:
    with refused("passport_wrong"), transaction.atomic():
        counter.received(owner=replace(TY, identity_number=number))

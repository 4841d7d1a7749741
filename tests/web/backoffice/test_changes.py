"""What may be changed: contacts, counters, duties; each dated and in the journal."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from motcua.domain.accounts.models import Post
from motcua.domain.agencies import actions
from motcua.domain.agencies.models import Contact, Counter
from motcua.domain.journal.models import Entry
from motcua.kernel.errors import NotFound, Refused
from tests.build import people
from tests.build.people import NURSE

DETAILS = actions.ContactDetails("0271 000 0999", "motcua@example.vn", "Thôn Đak Xuyên", "Thứ Hai đến thứ Sáu")
NOW = datetime(2026, 11, 2, tzinfo=UTC)


def a_contact() -> Contact:
    return Contact.objects.filter(agency=people.agency_of("mot-cua-xa"), valid_to__isnull=True).get()


def typed(contact: Contact, **changes: str) -> dict[str, str]:
    kept = {name: getattr(contact, name) for name in ("phone", "email", "address", "hours", "hours_en", "source")}
    return {**kept, "valid_from": "02/11/2026", **changes}


def test_a_new_contact_ends_the_old_one_the_day_before(client: Client) -> None:
    before = a_contact()
    address = reverse("backoffice:agencies_contact_change", args=[before.pk])
    client.post(address, typed(before, phone="0271 000 0999"))
    before.refresh_from_db()
    assert before.valid_to == date(2026, 11, 1)
    after = a_contact()
    assert (after.phone, after.valid_from) == ("0271 000 0999", date(2026, 11, 2))
    entry = Entry.objects.filter(verb="agencies.contact_changed").get()
    assert entry.facts == {"agency": after.agency.code, "from": "2026-11-02"}


def test_a_contact_that_begins_that_day_is_corrected_in_place(db: None) -> None:
    agency = people.agency_of("mot-cua-xa")
    first = actions.publish_contact(agency.pk, DETAILS, since=date(2026, 11, 2), by=NURSE, now=NOW)
    again = actions.ContactDetails(**{**vars(DETAILS), "phone": "0271 000 0001"})
    second = actions.publish_contact(agency.pk, again, since=date(2026, 11, 2), by=NURSE, now=NOW)
    assert second.pk == first.pk
    assert a_contact().phone == "0271 000 0001"


def test_the_same_details_again_change_nothing(db: None) -> None:
    agency = people.agency_of("mot-cua-xa")
    actions.publish_contact(agency.pk, DETAILS, since=date(2026, 11, 2), by=NURSE, now=NOW)
    count = Entry.objects.count()
    actions.publish_contact(agency.pk, DETAILS, since=date(2026, 12, 2), by=NURSE, now=NOW)
    assert Entry.objects.count() == count
    assert a_contact().valid_from == date(2026, 11, 2)


def test_publishing_does_not_reach_back_before_what_is_published(db: None) -> None:
    agency = people.agency_of("mot-cua-xa")
    actions.publish_contact(agency.pk, DETAILS, since=date(2026, 11, 2), by=NURSE, now=NOW)
    with pytest.raises(Refused, match="period_ends_before_it_starts"):
        actions.publish_contact(agency.pk, DETAILS, since=date(2026, 10, 2), by=NURSE, now=NOW)


def test_a_contact_of_no_agency_is_not_found(db: None) -> None:
    with pytest.raises(NotFound):
        actions.publish_contact(0, DETAILS, since=date(2026, 11, 2), by=NURSE, now=NOW)


def test_a_day_before_what_is_published_is_said_and_what_was_typed_stays(client: Client) -> None:
    before = a_contact()
    address = reverse("backoffice:agencies_contact_change", args=[before.pk])
    response = client.post(address, typed(before, phone="0271 000 0777", valid_from="01/01/2001"))
    page = response.content.decode()
    assert "Ngày này trước ngày công bố của thông tin đang dùng." in page
    assert "0271 000 0777" in page
    assert a_contact().pk == before.pk


def test_a_counter_is_opened_renamed_and_closed(client: Client) -> None:
    agency = people.agency_of("mot-cua-xa")
    Counter.objects.filter(agency=agency).delete()
    client.post(
        reverse("backoffice:agencies_counter_add"),
        {"agency": agency.pk, "number": "7", "title": "Hộ tịch", "title_en": ""},
    )
    counter = Counter.objects.get(agency=agency)
    address = reverse("backoffice:agencies_counter_change", args=[counter.pk])
    client.post(address, {"title": "Hộ tịch, chứng thực", "title_en": ""})
    counter.refresh_from_db()
    assert (counter.number, counter.title) == (7, "Hộ tịch, chứng thực")
    client.post(reverse("backoffice:agencies_counter_delete", args=[counter.pk]), {"post": "yes"})
    assert not Counter.objects.filter(agency=agency).exists()
    entries = Entry.objects.filter(verb="agencies.counter_changed", subject_id=agency.pk)
    assert [entry.facts["number"] for entry in entries] == [7, 7, 7]


def test_a_counter_that_is_not_there_cannot_be_closed(db: None) -> None:
    with pytest.raises(NotFound):
        actions.close_counter(people.agency_of("mot-cua-xa").pk, 99, by=NURSE, now=NOW)


def test_a_duty_is_given_and_ended(client: Client) -> None:
    binh = people.binh()
    agency = people.agency_of("ubnd-xa")
    client.post(
        reverse("backoffice:accounts_post_add"),
        {
            "account": binh.account.pk,
            "agency": agency.pk,
            "duty": "clerk",
            "position": "Văn thư",
            "valid_from": "02/11/2026",
            "valid_to": "",
        },
    )
    post = Post.objects.get(account=binh.account, agency=agency)
    assert post.valid_from == date(2026, 11, 2)
    address = reverse("backoffice:accounts_post_change", args=[post.pk])
    client.post(address, {"valid_to": "20/11/2026"})
    post.refresh_from_db()
    assert post.valid_to == date(2026, 11, 20)
    assert Entry.objects.filter(verb="accounts.relieved", subject_id=binh.account.pk).count() == 1


def test_a_duty_does_not_end_before_it_begins(client: Client) -> None:
    post = people.binh().account.posts.order_by("pk")[0]
    address = reverse("backoffice:accounts_post_change", args=[post.pk])
    page = client.post(address, {"valid_to": f"{post.valid_from - timedelta(days=1):%d/%m/%Y}"}).content.decode()
    assert "Ngày thôi nhiệm vụ phải sau ngày bắt đầu." in page
    post.refresh_from_db()
    assert post.valid_to is None

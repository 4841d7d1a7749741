"""The sealed queue: opened by its keepers alone, each opening kept with its reason; for others it does not exist."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.urls import reverse

from motcua.domain.accounts.models import Account
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import Agency
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import SealedLetter
from motcua.domain.feedback.states import OpeningReason, SealedOutcome
from motcua.domain.journal.models import Entry
from motcua.kernel.errors import NotFound, Refused
from tests.build import people
from tests.build.people import Somebody
from tests.build.reports import AN_AS_SENDER, LETTER, MONDAY, Offices, a_photo, a_report, sent
from tests.web.desk.visits import at, text_of

TEXT = "Tôi tố cáo ông X nhận tiền khi cấp giấy phép."
QUEUE = "/can-bo/hang-kin/"


def keeper(code: str = "H10.18") -> Somebody:
    return people.an_official("Hồ Thị Kín", Agency.objects.get(code=code), Duty.SEALED)


def a_letter() -> SealedLetter:
    filed = actions.file_report(
        sent(LETTER, TEXT, files=[("anh.jpg", a_photo())], sender=AN_AS_SENDER), by=people.an(), now=MONDAY
    )
    assert filed.sealed
    return SealedLetter.objects.get(code=filed.code)


def strangers() -> Iterator[Somebody]:
    inspectorate = Agency.objects.get(code="H10.18")
    yield people.an_official("Thanh tra viên", inspectorate, Duty.SPECIALIST)
    yield people.an_official("Chánh Thanh tra", inspectorate, Duty.LEADER)
    yield people.an_official("Quản trị", inspectorate, Duty.ADMINISTRATOR, staff=True)
    yield people.an_official("Người khác", Agency.objects.get(code="H10.12.01"), Duty.SEALED, Duty.DISPATCHER)
    superuser = people.an_official("Siêu quản trị", inspectorate, Duty.RECEPTION, staff=True)
    Account.objects.filter(pk=superuser.account.pk).update(is_superuser=True)
    yield superuser
    yield people.dung()


def addresses(letter: SealedLetter) -> list[str]:
    one = {"letter_id": letter.pk}
    return [
        QUEUE,
        reverse("desk:sealed_letter", kwargs=one),
        reverse("desk:take_sealed", kwargs=one),
        reverse("desk:close_sealed", kwargs=one),
        reverse("desk:sealed_file", kwargs={**one, "place": 0}),
    ]


def test_the_queue_shows_dates_and_nothing_that_is_in_a_letter() -> None:
    letter = a_letter()
    page = at(keeper()).get(QUEUE)
    assert letter.code in text_of(page)
    assert "Chưa ai nhận" in text_of(page)
    for secret in (TEXT, "Điểu Thị An", "0912345678"):
        assert secret not in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"


def test_a_letter_opens_for_a_reason_that_is_kept(caplog: pytest.LogCaptureFixture) -> None:
    letter, client = a_letter(), at(keeper())
    address = reverse("desk:sealed_letter", kwargs={"letter_id": letter.pk})
    assert TEXT not in client.get(address).content.decode()
    assert "Chưa chọn mục" in text_of(client.post(address))
    assert not Entry.objects.filter(verb="feedback.opened").exists()
    with caplog.at_level(logging.DEBUG):
        page = text_of(client.post(address, {"reason": "classify"}))
    for said in (TEXT, "Điểu Thị An", "0912345678", "Xã Đak Nhau"):
        assert said in page
    entry = Entry.objects.get(verb="feedback.opened")
    assert entry.facts == {"agency": "H10.18", "reason": "classify"}
    assert (entry.subject_kind, entry.subject_id, entry.matter_id) == ("sealed_letter", letter.pk, None)
    quiet = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert not any(secret in line for line in quiet for secret in (TEXT, "0912345678", letter.code))


def test_each_file_is_an_opening_of_its_own() -> None:
    letter, client = a_letter(), at(keeper())
    address = reverse("desk:sealed_file", kwargs={"letter_id": letter.pk, "place": 0})
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 404
    got = client.post(address, {"reason": "handle"})
    assert (got["Content-Type"], got["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert Entry.objects.filter(verb="feedback.opened", facts__reason="handle").count() == 1
    beyond = reverse("desk:sealed_file", kwargs={"letter_id": letter.pk, "place": 7})
    assert client.post(beyond, {"reason": "handle"}).status_code == 404


def test_it_is_taken_and_closed_with_what_became_of_it() -> None:
    letter, client = a_letter(), at(keeper())
    take, close = (reverse(f"desk:{name}", kwargs={"letter_id": letter.pk}) for name in ("take_sealed", "close_sealed"))
    assert client.post(close, {"outcome": "accepted"}).status_code == 409
    client.post(take)
    told = at(keeper()).post(take)
    assert told.status_code == 409
    assert "đã có người nhận xử lý" in text_of(told)
    assert "Chưa chọn mục" in text_of(client.post(close))
    client.post(close, {"outcome": "transferred"})
    assert "Không có đơn nào" in text_of(client.get(QUEUE))
    assert "Đã chuyển cơ quan có thẩm quyền" in text_of(client.get(QUEUE, {"xem": "da-xong"}))
    assert Entry.objects.get(verb="feedback.sealed_closed").facts["outcome"] == "transferred"


def test_the_actions_say_the_same() -> None:
    letter, by = a_letter(), keeper().official
    with pytest.raises(Refused) as refused:
        actions.close_sealed(letter.pk, SealedOutcome.ACCEPTED, by=by, now=MONDAY)
    assert refused.value.code == "letter_not_taken"
    actions.take_sealed(letter.pk, by=by, now=MONDAY)
    with pytest.raises(Refused) as refused:
        actions.take_sealed(letter.pk, by=by, now=MONDAY)
    assert refused.value.code == "letter_taken_before"
    assert actions.open_sealed(letter.pk, OpeningReason.HANDLE, by=by, now=MONDAY).content == TEXT
    actions.close_sealed(letter.pk, SealedOutcome.ACCEPTED, by=by, now=MONDAY)
    for act in (actions.take_sealed, lambda pk, **who: actions.close_sealed(pk, SealedOutcome.ACCEPTED, **who)):
        with pytest.raises(Refused) as refused:
            act(letter.pk, by=by, now=MONDAY)  # type: ignore[operator]  # both take the same
        assert refused.value.code == "letter_closed_before"
    assert queries.keeps_the_queue(by)
    assert queries.letter_for(by, letter.pk).closed_at is not None
    assert queries.letters_for(by).count() == 1


def test_nobody_else_finds_anything() -> None:
    letter = a_letter()
    for somebody in strangers():
        client = at(somebody)
        for address in addresses(letter):
            assert client.get(address).status_code in {404, 405}, (somebody.account.full_name, address)
            assert client.post(address, {"reason": "handle", "outcome": "accepted"}).status_code in {404, 405}
        with pytest.raises(NotFound):
            actions.open_sealed(letter.pk, OpeningReason.HANDLE, by=somebody.official, now=MONDAY)
    letter.refresh_from_db()
    assert (letter.taken_at, letter.closed_at) == (None, None)
    assert not Entry.objects.filter(verb="feedback.opened").exists()


def test_the_back_office_has_no_page_for_it() -> None:
    letter = a_letter()
    superuser = people.an_official("Siêu quản trị", Agency.objects.get(code="H10.18"), Duty.ADMINISTRATOR, staff=True)
    Account.objects.filter(pk=superuser.account.pk).update(is_superuser=True)
    client = at(Account.objects.get(pk=superuser.account.pk))
    for address in ("/quan-tri/", "/quan-tri/feedback/", "/quan-tri/feedback/sealedletter/"):
        page = client.get(address, follow=True)
        assert letter.code not in page.content.decode()
        assert "SealedLetter" not in page.content.decode()


def test_what_a_dispatcher_sealed_is_opened_whole() -> None:
    offices = Offices.of()
    report = a_report(files=[("anh.jpg", a_photo())])
    actions.seal(report.pk, by=offices.dispatcher.official, now=MONDAY)
    letter, client = SealedLetter.objects.get(), at(keeper())
    page = text_of(client.post(reverse("desk:sealed_letter", kwargs={"letter_id": letter.pk}), {"reason": "classify"}))
    for said in ("Cầu dân sinh thôn Đak Xuyên gãy", "0912345678", "Mở tệp 1"):
        assert said in page

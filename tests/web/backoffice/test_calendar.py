"""Editing a calendar as text: kept when wrong, counted anew when right."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from motcua.domain.agencies.models import Calendar
from motcua.domain.journal.models import Entry
from motcua.domain.matters.models import Matter
from motcua.web.backoffice.calendars import as_text
from tests.build.dossiers import MONDAY, Commune, a_dossier, walk

NEW_HOLIDAY = '  - {date: 2024-10-14, kind: day_off, source: "Mưa lũ, nghỉ theo thông báo của tỉnh"}\n'


def address() -> str:
    return reverse("backoffice:agencies_calendar_change", args=[Calendar.objects.get(code="hanh-chinh").pk])


def shown() -> str:
    return as_text(Calendar.objects.get(code="hanh-chinh").body)


def sent(text: str, revision: int = 1) -> dict[str, str]:
    return {"text": text, "revision": str(revision)}


def test_the_text_shown_is_the_calendar_itself(client: Client) -> None:
    response = client.post(address(), sent(shown()), follow=True)
    assert "Không có ngày hẹn trả nào thay đổi." in response.content.decode()
    assert Calendar.objects.get(code="hanh-chinh").revision == 1


def test_a_new_day_off_moves_the_due_dates_that_lean_on_it_and_says_how_many(client: Client) -> None:
    dossier = walk(a_dossier(), Commune.of(), "accepted")
    before = dossier.matter.due_at
    response = client.post(address(), sent(shown() + NEW_HOLIDAY), follow=True)
    assert "1 ngày hẹn trả được tính lại." in response.content.decode()
    matter = Matter.objects.get(pk=dossier.pk)
    assert matter.due_at is not None
    assert before is not None
    assert (matter.due_at - before).days == 1
    assert matter.due_at > MONDAY
    entry = Entry.objects.get(verb="matters.due_date_recomputed", matter_id=dossier.pk)
    assert entry.by_kind == "official"


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (("07:00-11:30, 13:30-17:00", "07:00-11:30, 13:99-17:00"), "dòng 4"),
        (("kind: holiday", "kind: feast"), "is not a kind"),
        (("exceptions:", "exceptions: ["), "Chưa đọc được lịch"),
        (("timezone: Asia/Ho_Chi_Minh", "timezone: Asia/Nowhere"), "dòng 2"),
        (("calendar: hanh-chinh", "calendar: khac"), "phải giữ nguyên mã lịch là hanh-chinh"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client: Client, broken: tuple[str, str], said: str) -> None:
    typed = shown().replace(*broken, 1) + "# chữ của người sửa\n"
    response = client.post(address(), sent(typed))
    page = response.content.decode()
    assert said in page
    assert "# chữ của người sửa" in page
    assert Calendar.objects.get(code="hanh-chinh").revision == 1


def test_text_that_grows_through_its_aliases_is_refused(client: Client) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{later}: &{later} [{', '.join(['*' + earlier] * 9)}]\n"
        for earlier, later in zip("abcdefg", "bcdefgh", strict=True)
    )
    page = client.post(address(), sent(bomb)).content.decode()
    assert "Chưa đọc được lịch" in page


def test_of_two_who_edit_at_once_the_second_is_told(client: Client) -> None:
    client.post(address(), sent(shown() + NEW_HOLIDAY))
    later = NEW_HOLIDAY.replace("10-14", "10-15")
    page = client.post(address(), sent(shown() + later, revision=1)).content.decode()
    assert "người khác đã lưu bản 2" in page
    assert "2024-10-15" in page
    assert Calendar.objects.get(code="hanh-chinh").revision == 2

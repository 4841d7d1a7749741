"""Taking in national records at the backoffice, and one of them beside what it replaces."""

from __future__ import annotations

from datetime import UTC, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.domain.journal.models import Entry
from motcua.domain.procedures.models import NationalProcedure
from tests.build import people
from tests.domain.procedures.records import a_record, lines, take
from tests.web.backoffice.conftest import BACKEND

IMPORT = "/quan-tri/procedures/nationalprocedure/add/"
FERRY = "8.000001"


def sent(client: Client, content: bytes, name: str = "records.jsonl", **more: str) -> str:
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content), **more}).content.decode()


def test_a_file_is_tried_before_it_is_kept(client: Client) -> None:
    content = lines(a_record(FERRY), "{", a_record(FERRY))
    shown = sent(client, content)
    assert "Xem thử, chưa lưu gì" in shown
    assert "Mã 8.000001 đã có ở dòng 1 của tệp này." in shown
    assert not NationalProcedure.objects.exists()
    assert "Đã lưu vào danh mục" in sent(client, content, keep="on")
    record = NationalProcedure.objects.get()
    assert (record.code, record.source) == (FERRY, "records.jsonl")
    entry = Entry.objects.filter(verb="procedures.imported").latest("pk")
    assert (entry.by_kind, entry.facts["created"], entry.facts["rejected"]) == ("official", 1, 2)


def test_a_file_that_cannot_be_read_is_said_beside_the_question(client: Client) -> None:
    shown = sent(client, b"PK\x03\x04", "records.xlsx", keep="on")
    assert "Không đọc được tệp này" in shown
    assert "govuk-error-summary" in shown
    assert "Chưa chọn tệp" in client.post(IMPORT, {}).content.decode()


def test_only_staff_take_files_in(db: None) -> None:
    browser = Client()
    browser.force_login(people.binh().account, backend=BACKEND)
    assert browser.get(IMPORT, follow=True).status_code == 403
    browser.post(IMPORT, {"file": SimpleUploadedFile("x.jsonl", lines(a_record())), "keep": "on"})
    assert not NationalProcedure.objects.exists()


def test_a_version_is_shown_beside_the_one_before_and_the_provinces_own(client: Client) -> None:
    take(lines(a_record("1.001193")), now=datetime(2024, 1, 1, tzinfo=UTC))
    take(lines(a_record("1.001193", name="Cấp thẻ đò dọc")))
    old, new = NationalProcedure.objects.order_by("version")
    shown = client.get(reverse("backoffice:procedures_nationalprocedure_change", args=[new.pk])).content.decode()
    for words in ("Cấp thẻ đò dọc", "Cấp thẻ đò ngang", "So với thủ tục của tỉnh", "Đăng ký khai sinh"):
        assert words in shown
    shown = client.get(reverse("backoffice:procedures_nationalprocedure_change", args=[old.pk])).content.decode()
    assert "Không có gì khác, hoặc đây là bản đầu tiên." in shown


def test_versions_are_never_deleted(client: Client) -> None:
    take(lines(a_record(FERRY)))
    row = NationalProcedure.objects.get()
    address = reverse("backoffice:procedures_nationalprocedure_delete", args=[row.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    assert client.get(reverse("backoffice:procedures_nationalprocedure_changelist")).status_code == 200

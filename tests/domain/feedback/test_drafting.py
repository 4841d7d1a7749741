"""Writing a report a page at a time: kept as typed, sent once, forgotten in time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.documents.models import File
from motcua.domain.feedback import actions, queries
from motcua.domain.feedback.models import Draft, Report
from motcua.domain.feedback.rules.drafts import Written
from motcua.domain.feedback.states import Channel
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.people import DAK_NHAU, NURSE
from tests.build.refusals import refused
from tests.build.reports import BRIDGE, MONDAY, WORDS, Offices, a_photo

pytestmark = pytest.mark.django_db
SAID = {"category": BRIDGE, "content": WORDS, "area": DAK_NHAU, "phone": "0912345679"}


def a_draft_report(**changed: object) -> Draft:
    draft = actions.begin_draft(by=NURSE, now=MONDAY)
    return actions.keep_draft(draft.token, {**SAID, **changed}, by=NURSE, now=MONDAY)


def test_it_is_filed_once_with_its_pictures_and_nothing_is_left_in_the_draft() -> None:
    draft = a_draft_report()
    photo = actions.add_draft_photo(draft.token, "cau.jpg", a_photo(), by=NURSE, now=MONDAY)
    name, content, kind = queries.photo_of_draft(queries.draft(draft.token), photo.pk)
    assert (name, content, kind) == ("cau.jpg", a_photo(), "image/jpeg")
    first = actions.send_draft(draft.token, Channel.WEB, by=people.an(), now=MONDAY)
    again = actions.send_draft(draft.token, Channel.WEB, by=people.an(), now=MONDAY)
    assert first == again
    report = Report.objects.get()
    assert (first.code, first.token, first.sealed) == (report.matter.code, report.matter.token, False)
    assert (report.photos.count(), File.objects.count()) == (1, 1)
    assert queries.draft(draft.token).body == {}
    assert queries.photos_of_draft(draft) == []


def test_what_goes_under_seal_later_is_forgotten_by_the_browser_too() -> None:
    draft = a_draft_report()
    actions.send_draft(draft.token, Channel.WEB, by=NURSE, now=MONDAY)
    actions.seal(Report.objects.get().pk, by=Offices.of().dispatcher.official, now=MONDAY)
    assert not Draft.objects.exists()


def test_what_is_wrong_is_kept_and_what_is_missing_is_said() -> None:
    draft = a_draft_report(content="hỏng", area="", phone="")
    said = queries.written(draft)
    about = queries.category_of_draft(said, MONDAY.date())
    assert said.content == "hỏng"
    assert queries.missing_in_draft(said, about, 0) == [
        ("where", "report_needs_a_place"),
        ("told", "report_says_nothing"),
        ("who", "report_needs_a_contact"),
    ]
    assert queries.missing_in_draft(said, None, 0) == [("what", "report_about_nothing")]
    with refused("report_says_nothing"):
        actions.send_draft(draft.token, Channel.WEB, by=NURSE, now=MONDAY)
    assert queries.draft(draft.token).sent_at is None


def test_what_was_sent_is_not_written_on() -> None:
    draft = a_draft_report()
    actions.send_draft(draft.token, Channel.WEB, by=NURSE, now=MONDAY)
    with refused("report_sent"):
        actions.keep_draft(draft.token, {"content": "Khác hẳn, khác hẳn."}, by=NURSE, now=MONDAY)
    with refused("report_sent"):
        actions.add_draft_photo(draft.token, "a.jpg", a_photo(), by=NURSE, now=MONDAY)


def test_ten_pictures_are_enough() -> None:
    draft = a_draft_report()
    for number in range(queries.most_photos()):
        actions.add_draft_photo(draft.token, f"{number}.jpg", a_photo(), by=NURSE, now=MONDAY)
    with refused("too_many_files", most=10):
        actions.add_draft_photo(draft.token, "11.jpg", a_photo(), by=NURSE, now=MONDAY)
    first = queries.photos_of_draft(draft)[0]
    actions.remove_draft_photo(draft.token, first.pk, by=NURSE, now=MONDAY)
    assert len(queries.photos_of_draft(draft)) == File.objects.count() == 9


def test_drafts_are_forgotten_sent_ones_after_a_day_others_after_a_month() -> None:
    sent, left = a_draft_report(), a_draft_report()
    actions.add_draft_photo(left.token, "cau.jpg", a_photo(), by=NURSE, now=MONDAY)
    actions.send_draft(sent.token, Channel.WEB, by=NURSE, now=MONDAY)
    assert actions.forget_drafts(by=NURSE, now=MONDAY + timedelta(hours=23)) == 0
    assert actions.forget_drafts(by=NURSE, now=MONDAY + timedelta(days=2)) == 1
    assert actions.forget_drafts(by=NURSE, now=MONDAY + timedelta(days=31)) == 1
    assert (Draft.objects.count(), File.objects.count()) == (0, 0)


def test_a_draft_is_thrown_away_with_its_pictures() -> None:
    draft = a_draft_report()
    actions.add_draft_photo(draft.token, "cau.jpg", a_photo(), by=NURSE, now=MONDAY)
    actions.discard_draft(draft.token, by=NURSE, now=MONDAY)
    with pytest.raises(NotFound):
        queries.draft(draft.token)
    assert not File.objects.exists()


def test_what_is_written_lies_sealed() -> None:
    draft = a_draft_report()
    raw = Draft.objects.filter(pk=draft.pk).values_list("body", flat=True)[0]
    assert WORDS not in str(raw)


def test_a_place_outside_the_province_is_known() -> None:
    assert queries.inside_the_province(12.03, 107.12)
    assert not queries.inside_the_province(21.02, 105.85)


def test_words_find_what_may_be_reported() -> None:
    found = [each.code for group in queries.groups_about("cau gay", MONDAY.date()) for each in group.categories]
    assert found
    assert BRIDGE in found or "kc-thien-tai" in found
    assert queries.groups_about("xyzzy", MONDAY.date()) == []


def test_what_is_like_it_is_looked_for_among_the_published() -> None:
    assert queries.like_draft(queries.written(a_draft_report()), MONDAY) == []


def test_a_day_that_is_none_is_left_out() -> None:
    assert Written.of({"occurred_on": "hôm qua"}).occurred_on == ""
    assert Written.of({"occurred_on": "2024-10-14"}).occurred_on == "2024-10-14"

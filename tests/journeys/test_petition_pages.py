"""The pages of voters' petitions, for officials and for citizens: looked at on a phone and at a desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from motcua.domain.accounts.models import Account
from motcua.domain.petitions import actions, queries
from motcua.domain.petitions.models import Petition
from tests.build.petitions import (
    DONE,
    NO_DAY,
    PROOF,
    SOLVING,
    VOTER,
    WORDS,
    Council,
    a_meeting,
    a_petition,
    a_sheet,
    walk,
)
from tests.journeys.conftest import MORNING, Visit
from tests.journeys.running import Site
from tests.journeys.stories import sit_down

pytestmark = pytest.mark.browser
FRIDAY = datetime(2024, 10, 11, 2, 0, tzinfo=UTC)
PUBLIC = "Đề nghị cải thiện chuyển đổi số:\n1. Kiểm tra, khắc phục hạn chế.\n2. Tạo thuận lợi cho người dân."
ROAD = "Đề nghị sửa đường liên thôn bị hư hỏng nặng sau mùa mưa, xe chở nông sản không đi được."


def answered(council: Council) -> Petition:
    """Answered with a promise and without one, made public; its voter agreed to be named."""
    petition = a_petition(council, voter=replace(VOTER, named=True), files=[PROOF])
    walk(petition, council, "answered", answers=(NO_DAY, SOLVING), answered=FRIDAY)
    return actions.make_public(petition.pk, PUBLIC, by=council.secretary.official, now=FRIDAY)


def test_pages_of_petitions_for_officials(visit: Visit, site: Site) -> None:
    council = Council.of()
    Account.objects.update(persona=True)
    by = council.secretary.official
    done = answered(council)
    collected = a_petition(council, client_key="b", content=ROAD, points=(), files=[PROOF])
    classified = walk(a_petition(council, client_key="c"), council, "classified")
    sent = walk(a_petition(council, client_key="d"), council, "sent")
    accepted = walk(a_petition(council, client_key="e"), council, "accepted")
    meeting = a_meeting(council)
    actions.note_opinion(meeting.pk, WORDS, actions.Speaker("Điểu Thị Lan", "thôn 3"), by=by, now=MORNING)
    session = queries.session_numbered("X", 15).pk
    lines = [[1, "Điểu Mạnh", "thôn 3", "xã Đak Nhau", ROAD, "Giao thông", None]]
    first = actions.read_in("bang.xlsx", a_sheet(*lines), session, by=by, now=MORNING)
    actions.take_sheet(first.pk, by=by, now=MORNING)
    actions.take_lines(first.pk, by=by, now=MORNING)
    more = [
        [2, "Lê Thị Hai", "thôn 5", "xã Không Có", "Đề nghị xây cầu qua suối thôn 5.", "", None],
        [3, "Cử tri xã", "", "xã Đak Nhau", "Trạm y tế thiếu thuốc bảo hiểm, đề nghị bổ sung.", "Y tế", None],
    ]
    sheet = actions.read_in("bang-sua.xlsx", a_sheet(*lines, *more), session, by=by, now=MORNING)
    secretary, lead, assigner = visit("Thư"), visit("Mạng"), visit("Giao")
    sit_down(secretary, council.secretary.account)
    for path, name in (
        ("/can-bo/kien-nghi/", "list"),
        ("/can-bo/kien-nghi/moi/", "new"),
        ("/can-bo/kien-nghi/hoi-dong/", "council"),
        (f"/can-bo/kien-nghi/{done.pk}/", "answered"),
        (f"/can-bo/kien-nghi/{collected.pk}/", "collected"),
        (f"/can-bo/kien-nghi/{collected.pk}/giay-to/", "paper"),
        (f"/can-bo/kien-nghi/{collected.pk}/tach-y/", "split"),
        (f"/can-bo/kien-nghi/{done.pk}/cong-khai/", "publish"),
        ("/can-bo/kien-nghi/dot/moi/", "sending"),
        ("/can-bo/kien-nghi/dot/", "batches"),
        ("/can-bo/kien-nghi/tiep-xuc/", "meetings"),
        ("/can-bo/kien-nghi/tiep-xuc/moi/", "new-meeting"),
        (f"/can-bo/kien-nghi/tiep-xuc/{meeting.pk}/", "meeting"),
        (f"/can-bo/kien-nghi/tiep-xuc/{meeting.pk}/bien-ban/nop/", "minutes"),
        ("/can-bo/kien-nghi/bang/", "sheets"),
        (f"/can-bo/kien-nghi/bang/{sheet.pk}/", "sheet"),
        ("/can-bo/kien-nghi/bao-cao/", "reports"),
        ("/can-bo/kien-nghi/bao-cao/theo-dia-ban/?ky=X-15", "by-place"),
        ("/can-bo/kien-nghi/bao-cao/tap-hop-tra-loi/?ky=X-15", "collected-answers"),
        ("/can-bo/kien-nghi/bao-cao/van-ban-tra-loi/?ky=X-15", "letters"),
        ("/can-bo/kien-nghi/bao-cao/chi-so/?ky=X-15", "measures"),
    ):
        secretary.open(path)
        secretary.looks_in_both_sizes(name)
    classify = queries.task_for(classified.pk, "classify")
    assert classify is not None
    secretary.open(f"/can-bo/kien-nghi/viec/{classify[0]}/{classify[1]}/")
    secretary.looks_in_both_sizes("classify")
    sit_down(assigner, council.assigner.account)
    assigner.open(f"/can-bo/kien-nghi/dot/{sent.batch_id}/")
    assigner.looks_in_both_sizes("assignment")
    sit_down(lead, council.lead.account)
    for path, name in (
        (f"/can-bo/kien-nghi/{accepted.pk}/", "to-answer"),
        (f"/can-bo/kien-nghi/{accepted.pk}/tra-loi/1/", "answer"),
        (f"/can-bo/kien-nghi/{accepted.pk}/van-ban/", "on-paper"),
    ):
        lead.open(path)
        lead.looks_in_both_sizes(name)


def test_pages_of_petitions_for_citizens(visit: Visit, site: Site) -> None:
    council = Council.of()
    done = answered(council)
    early = walk(a_petition(council, client_key="b"), council, "accepted")
    walk(a_petition(council, client_key="c"), council, "answered", answers=(DONE, DONE), answered=FRIDAY)
    sealed = a_petition(council, client_key="d", content="Tôi tố cáo một việc làm sai trái.", points=())
    actions.seal(sealed.pk, by=council.secretary.official, now=MORNING)
    an = visit("An")
    for path, name in (
        ("/kien-nghi/", "board"),
        (f"/kien-nghi/cong-khai/{done.matter.code}/", "public"),
        (f"/kien-nghi/{done.matter.token}/", "own"),
        (f"/kien-nghi/{early.matter.token}/", "own-waiting"),
        (f"/kien-nghi/{sealed.matter.token}/", "own-sealed"),
    ):
        an.open(path)
        an.looks_in_both_sizes(name)

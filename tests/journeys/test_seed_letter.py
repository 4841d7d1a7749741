"""The seed letter, end to end: asked in Đak Nhau, assigned by letter 4102, answered by a signed letter, promised, kept.

Everybody acts in a browser of their own: the council's secretary, who assigns, the department, signer and clerk, the
voter, and anybody who checks the letter.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from email.header import decode_header, make_header
from pathlib import Path

import pypdf
import pytest

from motcua.domain.accounts.models import Account
from motcua.domain.letters.models import Letter
from motcua.domain.petitions import queries
from motcua.domain.petitions.models import Petition
from motcua.domain.petitions.states import State
from motcua.domain.signatures import queries as signatures
from tests.build import signing
from tests.build.letters import House
from tests.build.petitions import DONE, MILESTONE, SOLVING, TRAINING, WORDS, Council
from tests.domain.papers.lasting import failures
from tests.domain.signatures.test_sign import judged_by_poppler, revisions_left_open
from tests.journeys import petition_walk as walk
from tests.journeys.conftest import OFFSET, Visit
from tests.journeys.running import Site
from tests.journeys.stories import read, sit_down
from tests.journeys.tokens import aside, changed
from tests.journeys.visitor import DESK, Visitor

pytestmark = pytest.mark.browser
BY_HAND = (
    ("Kế hoạch kiểm tra năm 2023", "Quyết định số 1109/QĐ-UBND ngày 05/7/2023", "5 7 2023", "decision", 5),
    ("Kế hoạch kiểm tra năm 2024", "Quyết định số 520/QĐ-UBND ngày 29/3/2024", "29 3 2024", "decision", 5),
    ("Đợt kiểm tra tại Bù Đăng", "từ ngày 02/10/2023 đến hết ngày 13/10/2023", "13 10 2023", "inspection", 5),
)
"""What no module of the platform knows yet: entered with its document; the last number is the paragraph it ends."""
OF_THE_SEED = (
    *("ỦY BAN NHÂN DÂN TỈNH BÌNH PHƯỚC", "SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    *("Độc lập - Tự do - Hạnh phúc", "/STTTT-BCVTCNTT", "V/v trả lời ý kiến, kiến nghị của cử tri"),
    *("Kính gửi:", "- Hội đồng nhân dân tỉnh;", "- Ủy ban nhân dân tỉnh.", "Thực hiện Công văn số 4102/UBND-TH"),
    *("1. Về việc kiểm tra", "2. Về việc tạo điều kiện", "Trân trọng./.", "Nơi nhận:", "- Như trên;", "- BGĐ Sở;"),
    *("- Lưu: VT.", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
)
"""The boxes of the draft, in the order of the form."""


def until_it_is_drafted(visit: Visit, council: Council) -> Petition:
    """From the meeting after session 15 to the answers that the department drafted, each on their own pages."""
    secretary, assigner = visit("Thư", size=DESK), visit("Giao", size=DESK)
    sit_down(secretary, council.secretary.account)
    petition = walk.voters_are_met(secretary)
    petition.voter_email = (
        "thang@example.vn"  # what is said at a meeting leaves a telephone, and no gateway stands here
    )
    petition.save(update_fields=["voter_email"])
    walk.sent_on(secretary, petition)
    sit_down(assigner, council.assigner.account)
    walk.assigned(assigner, petition)
    lead = visit("Mạng", size=DESK)
    sit_down(lead, council.lead.account)
    walk.answers_drafted(lead, petition, DONE, SOLVING)
    return petition


def letter_from(who: Visitor, petition: Petition, house: House) -> Letter:
    """The specialist begins the letter from the answers, and puts in what the platform cannot know."""
    who.follow("Văn bản")
    who.follow("Soạn văn bản trả lời cử tri")
    who.looks_in_both_sizes("waiting-for-a-letter")
    who.follow(str(petition.matter.code))
    who.page.get_by_label("Người ký").select_option(str(house.signer.account.pk))
    for title in ("Nơi liên hệ của bộ phận một cửa", "Tổng đài, ứng dụng"):
        who.page.get_by_label(title).select_option(index=2)
    who.looks_in_both_sizes("begin-the-letter")
    who.press("Soạn văn bản")
    letter = Letter.objects.get()
    for label, value, day, kind, after in BY_HAND:
        who.open(f"/can-bo/van-ban/{letter.pk}/dan-chung/")
        who.page.get_by_label("Dẫn chứng về việc gì").fill(label)
        who.page.get_by_label("Nội dung ghi vào văn bản").fill(value)
        for box, text in zip(("day", "month", "year"), day.split(), strict=True):
            who.page.locator(f'[name="as_of-{box}"]').fill(text)
        who.page.get_by_label("Nguồn").select_option(kind)
        who.page.get_by_label("Số, ký hiệu văn bản hoặc tên báo cáo").fill(value)
        who.page.get_by_label("Đặt ở cuối đoạn thứ").fill(str(after))
        who.press("Chèn vào văn bản")
    who.looks_in_both_sizes("write-the-answer")
    box = who.page.get_by_label("Nội dung", exact=True)
    said = re.sub(
        r" (\[Q.*?\)) (\[Q.*?\)) (\[từ.*?\))",
        r" Thực hiện \1 và \2 của UBND tỉnh, Đoàn đã kiểm tra tại huyện Bù Đăng và các xã \3.",
        box.input_value(),
    )
    box.fill(said)
    who.press("Lưu và về trang văn bản")
    who.open(f"/can-bo/van-ban/{letter.pk}/")
    who.sees(f"{petition.matter.code}: ý 1, 2")
    who.sees("Quyết định số 1109/QĐ-UBND ngày 05/7/2023, tính đến 05/07/2023")
    who.looks_in_both_sizes("letter-with-facts")
    return letter


def at(month: int, day: int) -> datetime:
    return datetime(2024, month, day, 2, 0, tzinfo=UTC)


def has_the_boxes_of_the_seed(pdf: bytes) -> None:
    """The draft without number and day, box by box."""
    said = read(pdf)
    assert [words for words in OF_THE_SEED if words not in said] == [], said
    assert re.search(r"Số:\s+/STTTT-BCVTCNTT", said), said
    assert re.search(r"Bình Phước, ngày\s+tháng 10 năm 2024", said), said


def through_checks_to_the_seal(visit: Visit, letter: Letter, house: House) -> None:
    """Content, form, the deputy director's hand, number and day with the seal."""
    head, clerk, signer = (visit(name, size=DESK) for name in ("Phòng", "Dấu", "Ký"))
    sit_down(head, house.head.account)
    head.open(f"/can-bo/van-ban/{letter.pk}/kiem-tra/")
    head.press("Nội dung đạt, chuyển kiểm tra thể thức")
    sit_down(clerk, house.clerk.account)
    clerk.open(f"/can-bo/van-ban/{letter.pk}/kiem-tra/")
    clerk.looks_in_both_sizes("form-check")
    clerk.press("Thể thức đạt, trình ký")
    sit_down(signer, house.signer.account)
    signer.open("/can-bo/van-ban/ky/")
    signer.page.get_by_label("Mã PIN").fill(signing.WRONG_PIN)
    signer.press("Ký văn bản")
    signer.page.get_by_label("Mã PIN").fill(signing.PIN)
    signer.press("Ký văn bản")
    signer.sees("Đã xong 1 văn bản.")
    clerk.open("/can-bo/van-ban/ban-hanh/")
    clerk.page.get_by_label("Mã PIN").fill(signing.PIN)
    clerk.press("Cấp số, ký số cơ quan và ban hành")
    clerk.sees("Đã xong 1 văn bản.")


def anybody_checks(visit: Visit, pdf: bytes, code: str) -> None:
    """Whoever holds the file, or only the code printed on it."""
    guest = visit("Khách")
    guest.open(f"/kiem-tra-van-ban/{code}/")
    guest.sees("01/STTTT-BCVTCNTT")
    for content, verdict in ((pdf, "Đúng văn bản"), (changed(pdf), "Cần xem lại")):
        guest.open("/kiem-tra-van-ban/")
        guest.page.set_input_files("#tep", {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": content})
        guest.press("Kiểm tra tệp")
        guest.sees(verdict)
        guest.looks_in_both_sizes("checked-good" if content == pdf else "checked-changed")


def test_the_seed_letter(visit: Visit, site: Site, tokens: House, tmp_path: Path) -> None:
    house, council = tokens, Council.of()
    Account.objects.update(persona=True)
    petition = until_it_is_drafted(visit, council)

    writer = visit("Soạn", size=DESK)
    sit_down(writer, council.lead.account)
    letter = letter_from(writer, petition, house)
    _name, draft = writer.download("Xem dự thảo (PDF)")
    has_the_boxes_of_the_seed(draft)
    writer.album.keep("du-thao.pdf", draft)
    writer.page.get_by_label("Lãnh đạo đơn vị kiểm tra").select_option(str(house.head.account.pk))
    writer.press("Trình")

    through_checks_to_the_seal(visit, letter, house)
    site.work()

    letter.refresh_from_db()
    assert (letter.number, letter.authority, letter.position) == (1, "KT", "PHÓ GIÁM ĐỐC")
    receivers = [(str(each.name), each.agency.code if each.agency else "") for each in letter.deliveries.order_by("pk")]
    assert receivers == [("Hội đồng nhân dân tỉnh", "H10.72"), ("Ủy ban nhân dân tỉnh", "H10")]
    writer.open(f"/can-bo/van-ban/{letter.pk}/")
    writer.looks_in_both_sizes("issued")
    _name, pdf = writer.download("Tải bản đã ký (PDF)")
    writer.album.keep("ban-hanh.pdf", pdf)

    # Independent tools, and one byte.
    assert judged_by_poppler(pdf, tmp_path) == ["Signature is Valid."] * 2
    found = aside(lambda: signatures.examined(pdf))
    assert found.sound
    assert [(each.field, each.holds, each.stamped) for each in found.signatures] == [
        ("ky", True, True),
        ("dau", True, True),
    ]
    assert failures(pdf) == ["a signature /ByteRange does not cover the complete PDF except for its signature contents"]
    assert revisions_left_open(pdf) == []
    assert judged_by_poppler(changed(pdf), tmp_path) != ["Signature is Valid."] * 2
    assert not aside(lambda: signatures.examined(changed(pdf))).sound
    fields = pypdf.PdfReader(io.BytesIO(pdf)).get_fields() or {}
    assert (fields["so"]["/V"], fields["ngay"]["/V"]) == ("01", "14")
    anybody_checks(visit, pdf, letter.check_code)

    # Classed per point, with milestones; the voter is told, once.
    petition.refresh_from_db()
    assert petition.state == State.ANSWERED
    assert [point.result for point in queries.points_of(petition.pk)] == ["done", "ongoing"]
    voter = visit("Thắng")
    voter.open(f"/kien-nghi/{petition.matter.token}/")
    for words in ("01/STTTT-BCVTCNTT", DONE.text, SOLVING.text, MILESTONE.what, TRAINING.what):
        voter.sees(words)
    voter.looks_in_both_sizes("answered")
    assert voter.download("Tải văn bản trả lời")[1] == pdf
    subjects = [str(make_header(decode_header(str(mail["Subject"])))) for mail in site.letters.received]
    assert [each for each in subjects if "đã có trả lời" in each] == [f"Kiến nghị {petition.matter.code} đã có trả lời"]

    # The committee reviews; one milestone is kept, the other late, and the voter sees which.
    issued = datetime.now(UTC) - OFFSET
    secretary = visit("Thẩm", size=DESK)
    sit_down(secretary, council.secretary.account)
    walk.reviewed(secretary, petition)
    guest = visit("Ai")
    guest.open("/kien-nghi/")
    guest.looks_in_both_sizes("board")
    guest.follow(WORDS[:40])
    guest.looks_in_both_sizes("public")
    guest.sees(MILESTONE.what)
    milestone, training = queries.commitments_of(petition.pk)
    for moment, who, account, row, day in (
        (at(11, 21), "Mạng sau", council.lead.account, milestone, date(2024, 11, 20)),
        (at(12, 29), "Nội", council.helper.account, training, date(2024, 12, 28)),
    ):
        site.turn_the_clock_to(moment, now=issued)
        doer = visit(who, size=DESK)
        sit_down(doer, account)
        walk.kept(doer, row, day, "Đã làm xong ở 111 xã.")
    voter.open(f"/kien-nghi/{petition.matter.token}/")
    voter.sees("Đã làm xong việc đã hứa")
    voter.looks_in_both_sizes("kept-and-late")
    seen = queries.followed(petition.matter.token, at(12, 30)).points[1].milestones
    assert [(each.kept, each.late) for each in seen] == [(True, False), (True, True)]
    petition.refresh_from_db()
    assert petition.state == State.SETTLED

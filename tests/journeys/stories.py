"""What several stories have in common: handing a dossier in page by page, and doing one's part at a desk."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Mapping

import pypdf
from playwright.sync_api import FilePayload

from motcua.domain.accounts.models import Account
from tests.build.dossiers import PDF, typed_birth
from tests.journeys.visitor import Visitor

CHILD, CHILD_IN_CAPITALS = "Điểu Minh Khôi", "ĐIỂU MINH KHÔI"
PRIVATE = ("Điểu Thị An", CHILD, "070194001234", "0912345678")
"""What nobody may see who looks a dossier up without signing in."""
NOTICE_OF_BIRTH: FilePayload = {"name": "giấy chứng sinh.pdf", "mimeType": "application/pdf", "buffer": PDF}
TYPED = typed_birth()
TYPED_INTERLINKED = {
    **TYPED,
    "residence_case": ["with_parents"],
    "residence_address": ["thôn Đak Xuyên"],
    "consent_method": ["signed_form"],
    "head_of_household": ["father"],
    "first_care_facility": ["Trạm Y tế xã Đak Nhau"],
    "card_guardian": ["mother"],
    "poor_household": ["no"],
    "residence_result_method": ["online"],
    "card_result_method": ["online"],
}
Typed = Mapping[str, list[str]]


def on_the_form(who: Visitor) -> str | None:
    """Which page of the form the person has before them; `None` anywhere else."""
    found = re.fullmatch(r"/nop-ho-so/[^/]+/([^/]+)/(?:\?.*)?", who.path)
    return found[1] if found and found[1] not in {"giay-to", "xem-lai"} else None


def fill_pages(
    who: Visitor,
    typed: Typed,
    *,
    onward: str = "Tiếp tục",
    until: str | None = None,
    each: Callable[[Visitor], None] = lambda who: None,
) -> list[str]:
    """Answer page after page, looking at each; the pages in their order. Stops before `until`, or at the papers."""
    typed = {"whom": ["self"], **typed}
    pages: list[str] = []
    groups = groups_in(typed)
    while (page := on_the_form(who)) is not None and page != until:
        assert pages.count(page) < 3, f"{page} leads nowhere: {who.text()}"
        who.looks(page)
        each(who)
        if who.page.locator("a#them").count():
            add_entries(who, typed, groups.pop(0))
        who.fill(typed)
        who.press(onward)
        pages.append(page)
    return pages


def groups_in(typed: Typed) -> list[str]:
    """The repeated groups that were typed, in the order of the form."""
    return list(dict.fromkeys(name.split(".")[0] for name in typed if "." in name))


def add_entries(who: Visitor, typed: Typed, group: str) -> None:
    """Add every entry of a group, each on its page, back to the list of them."""
    entries: dict[str, dict[str, list[str]]] = {}
    for name, text in typed.items():
        if name.startswith(f"{group}."):
            _group, number, inner = name.split(".", 2)
            entries.setdefault(number, {})[inner] = text
    for entry in entries.values():
        with who.page.expect_navigation():
            who.page.locator("a#them").click()
        who.looks(f"{group}-entry")
        for _press in range(4):  # an answer may bring up a question
            if not who.page.locator("a#them").count():
                who.fill(entry)
                who.press("Lưu mục này")


def pick(who: Visitor, procedure: str) -> None:
    """Begin the counter's sheet of this procedure."""
    who.open(f"/can-bo/tiep-nhan/?q={procedure}")
    with who.page.expect_navigation():
        who.page.locator(".desk-pick__one", has_text=procedure).first.click()


def fill_sheet_pages(who: Visitor, typed: Typed) -> None:
    """Fill in the pages of a long form at the counter, back to the sheet."""
    with who.page.expect_navigation():
        who.page.locator("[data-receive]").click()
    for _page in range(30):
        if "/to-khai/" not in who.path:
            return
        who.fill(typed)
        who.press("Tiếp tục")
    raise AssertionError(f"the form has no end: {who.text()}")


def take_the_fee(who: Visitor, dossier_id: int) -> None:
    """Take everything that is owed in cash, against a receipt."""
    who.open(f"/can-bo/ho-so/{dossier_id}/phi/")
    for box in who.page.locator('input[name="charges"]').all():
        box.check()
    who.page.locator('input[name="means"][value="cash"]').check()
    who.press("Thu tiền và lập biên lai")
    who.sees("Biên lai")


def hand_over(who: Visitor, dossier_id: int, ending: str) -> None:
    """Hand the result over to the owner, who signs the printed slip."""
    who.open(f"/can-bo/ho-so/{dossier_id}/tra-ket-qua/")
    who.fill({"identity_ending": [ending]})
    who.press("Đã trả kết quả")
    who.sees("Ký trên phiếu giấy")


def a_photograph(who: Visitor) -> FilePayload:
    """A real JPEG: what a camera gives as far as a server can tell."""
    return {"name": "chup-giay.jpg", "mimeType": "image/jpeg", "buffer": who.page.screenshot(type="jpeg", quality=60)}


def give(who: Visitor, part: str, *files: FilePayload) -> None:
    """Choose files for a paper."""
    who.page.locator(f'main input[type="file"][name="{part}"]').set_input_files(list(files))


def sit_down(who: Visitor, account: Account) -> None:
    """Come to the desk, be sent to sign in, and be back at the list of work."""
    who.open("/can-bo/")
    who.come_in_as(account.full_name)
    assert who.path == "/can-bo/"


def take_up(who: Visitor, code: str) -> None:
    """Open from the list of work the dossier with this code."""
    who.open("/can-bo/")
    who.looks("worklist")
    who.follow(code)
    who.looks("dossier")


def decide(who: Visitor, outcome: str, typed: Typed | None = None) -> None:
    """Complete the step with one of its outcomes, on the page that asks more where there is one."""
    moves = who.page.locator(".desk-moves")
    if moves.get_by_role("button", name=outcome, exact=True).count():
        who.press(outcome, within=moves)
    else:
        who.follow(f"{outcome}…")
        who.looks("outcome")
        who.fill(typed or {})
        who.press(outcome)
    assert who.page.locator(".govuk-error-summary").count() == 0, who.text()


def code_of(who: Visitor) -> str:
    """The code of the dossier at the top of its page."""
    return who.page.locator("main .mc-code").first.inner_text().strip()


def read(pdf: bytes) -> str:
    """What stands in a PDF."""
    assert pdf.startswith(b"%PDF")
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return unicodedata.normalize("NFC", " ".join(" ".join(page.extract_text() for page in pages).split()))

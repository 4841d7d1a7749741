"""Filing for somebody else on the portal: a daughter, Lan, for her mother Điểu Thị Mơ in Đak Nhau."""

from __future__ import annotations

from datetime import datetime

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.models import Dossier, Draft
from motcua.domain.procedures import queries as procedures
from motcua.kernel.actors import Citizen
from tests.build import people
from tests.build.dossiers import BIRTH, MONDAY, PDF, typed_birth

MOTHER, MOTHER_NUMBER = "Điểu Thị Mơ", "070165007777"


def lan() -> Citizen:
    """The daughter, who has a phone."""
    return people.an("070194004444", "Điểu Thị Lan")


def mo() -> Citizen:
    """The mother, with an account of her own."""
    return people.an(MOTHER_NUMBER, MOTHER)


def typed_behalf(**changes: str) -> dict[str, list[str]]:
    """What the daughter types on the pages that ask for whom, all at once."""
    typed = {
        "whom": "other",
        "principal_name": MOTHER,
        "principal_number": MOTHER_NUMBER,
        "kinship": "child",
        "scope": "both",
    }
    return {name: [value] for name, value in {**typed, **changes}.items()}


def certified() -> dict[str, str]:
    """The certified authorisation of somebody who is no kin."""
    day = {"document_on-day": "1", "document_on-month": "10", "document_on-year": "2024"}
    return {"kinship": "other", "document": "123/2024", "certified_by": "UBND xã Đak Nhau", **day}


def say(draft: Draft, by: Citizen, *, now: datetime = MONDAY, scan: bool = True, **changes: str) -> Draft:
    """Answer every page that asks for whom, with the scan."""
    typed = typed_behalf(**changes)
    for page in ("nop-cho-ai", "nguoi-uy-quyen", "van-ban-uy-quyen"):
        saved = actions.say_for_whom(draft.token, page, typed, by=by, now=now)
    if scan:
        actions.attach_authority(draft.token, "quan-he.pdf", PDF, by=by, now=now)
    return saved.draft


def a_draft_for_mother(
    by: Citizen, *, procedure: str = BIRTH, now: datetime = MONDAY, scan: bool = True, **changes: str
) -> Draft:
    """A draft that is said to be for her mother, filled in to the end."""
    draft = say(actions.start(procedure, by=by, now=now), by, now=now, scan=scan, **changes)
    form, done = procedures.form_of(draft.procedure), set[str]()
    while page := next((page for page in form.visible_pages(draft.answers) if page.id not in done), None):
        saved = actions.save_page(draft.token, page.id, typed_birth(), by=by, now=now)
        assert not saved.problems, (page.id, saved.problems)
        draft = saved.draft
        done.add(page.id)
    actions.attach(draft.token, "giay-chung-sinh", "giấy chứng sinh.pdf", PDF, by=by, now=now)
    return draft


def filed_for_mother(by: Citizen, *, now: datetime = MONDAY, **changes: str) -> Dossier:
    """The same, handed in."""
    return actions.submit(a_draft_for_mother(by, now=now, **changes).token, by=by, now=now)

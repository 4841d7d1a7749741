"""The pages that ask for whom somebody files: their addresses and their order, before the form."""

from __future__ import annotations

from django.urls import reverse

from motcua.domain.dossiers.queries import BehalfView, Draft, said_of
from motcua.domain.dossiers.states import Whom

WHOM, PRINCIPAL, AUTHORITY = "nop-cho-ai", "nguoi-uy-quyen", "van-ban-uy-quyen"
AUTHORITY_PART = "van-ban-uy-quyen"
_NAMES = {WHOM: "for_whom", PRINCIPAL: "principal", AUTHORITY: "authority"}


def for_another(draft: Draft) -> bool:
    """Whether the draft is filled in for somebody else."""
    return said_of(draft).get("whom") == Whom.OTHER


def address(token: str, page: str) -> str:
    """One page that asks for whom."""
    return reverse(f"portal:{_NAMES[page]}", kwargs={"token": token})


def address_after(view: BehalfView) -> str | None:
    """The next question about it; `None` when there is none."""
    if view.page == AUTHORITY or not for_another(view.draft):
        return None
    return address(view.draft.token, PRINCIPAL if view.page == WHOM else AUTHORITY)


def address_before(view: BehalfView) -> str | None:
    """The question before it; `None` at the first."""
    if view.page == WHOM:
        return None
    return address(view.draft.token, WHOM if view.page == PRINCIPAL else PRINCIPAL)


def last_address(draft: Draft) -> str:
    """The last question about it."""
    return address(draft.token, AUTHORITY if for_another(draft) else WHOM)

"""A letter as a value: what stands in which box (Nghị định 30/2020/NĐ-CP, Phụ lục I), whoever drafts or prints it."""

from __future__ import annotations

from dataclasses import dataclass, field

from motcua.domain.letters.states import Authority, Kind, Urgency


@dataclass(frozen=True)
class SignerLines:
    """Box 7: for whom, in which position, and who. `head`: the head's position, where somebody signs in their place."""

    position: str = ""
    name: str = ""
    authority: Authority | None = None
    head: str = ""
    body: str = ""
    """The collective for which TM. signs, as `ỦY BAN NHÂN DÂN`."""


@dataclass(frozen=True)
class Document:
    """A letter, all boxes but the signatures. `number` is empty until it has one; `date` is `2024-10` while the day is
    open, else `2024-10-15`. `body` is Markdown; a fact stands in it as a link: `[1.204 hồ sơ](fact:2)`."""

    kind: Kind
    issuer: str
    symbol: str
    place: str
    date: str
    subject: str
    body: str
    superior: str = ""
    number: str = ""
    to: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    signer: SignerLines = field(default_factory=SignerLines)
    secretary: str = ""
    """The secretary of minutes, who signs beside the chair; no other kind has one."""
    urgency: Urgency | None = None
    check_address: str = ""
    """Where anybody may check it; printed as a QR code once it is to be signed."""
    demo: bool = False
    """A specimen: every page says that it is worth nothing."""

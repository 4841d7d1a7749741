"""A letter as it came over SMTP: who wrote it, what is new in it, what it answers, whether a machine wrote it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parseaddr
from html.parser import HTMLParser

from motcua.domain.channels.rules.charsets import decoded
from motcua.domain.channels.states import Ignored
from motcua.kernel.phrases import READ
from motcua.kernel.text import clean_line, clean_text

TOKEN_LENGTH = 24
MOST_PARTS = 200
LONGEST_NUMBER = 18
"""Digits that a number in our tables may have."""
_TOKEN = re.compile(rf"\+([0-9a-f]{{{TOKEN_LENGTH}}})@")
_OWN_ID = re.compile(rf"<motcua\.([0-9a-f]{{{TOKEN_LENGTH}}})\.([0-9]{{0,{LONGEST_NUMBER}}})[^>]*>")
_TAG = re.compile(r"\[([A-Z]{2,4}-[0-9]{6}-[0-9]{4,8}-[0-9])\]")
_ID = re.compile(r"<[^<>\s]{1,400}>")
_BULK = frozenset({"bulk", "list", "junk", "auto_reply"})
_MACHINES = ("mailer-daemon@", "postmaster@", "no-reply@", "noreply@", "khong-tra-loi@")
_QUOTE_BEGINS = re.compile(
    r"^(?:On .{4,200} wrote:|(?:Vào|Lúc|Ngày) .{4,200}(?:đã viết|viết):"
    r"|.{4,200}<[^<>\s]+@[^<>\s]+>\s*(?:đã viết|wrote):"
    r"|-{2,} ?(?:Original Message|Thư gốc|Tin nhắn gốc|Forwarded message).*|_{10,})\s*$",
    re.IGNORECASE,
)
_HEADER_BLOCK = re.compile(r"^\*?(?:From|Từ)\*?:\s.+", re.IGNORECASE)
_NEXT_HEADER = re.compile(r"^\*?(?:Sent|Date|To|Subject|Đã gửi|Ngày|Gửi|Đến|Tới|Chủ đề)\*?:", re.IGNORECASE)
_REPLY = re.compile(r"^(?:(?:re|fw|fwd|tr|tl|trả lời|chuyển tiếp)\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True)
class Incoming:
    """A letter that was read. `mark_of` is what two deliveries of it have in common.

    `answers` is the number of our message that it says it answers, 0 where it names none.
    """

    mark_of: str
    message_id: str
    address: str
    name: str
    subject: str
    text: str
    files: tuple[tuple[str, bytes], ...]
    token: str
    tag: str
    answers: int
    ignored: Ignored | None


def read(raw: bytes, sender: str, recipients: Sequence[str], own: Sequence[str]) -> Incoming:
    """The letter in `raw`; `sender` and `recipients` are those of the envelope, `own` the domains that are ours."""
    letter = message_from_bytes(raw, policy=policy.compat32)
    message_id = next(iter(_ID.findall(_header(letter, "Message-ID"))), "")
    name, address = parseaddr(_header(letter, "From"))
    address = address.strip().lower()
    text, files = _contents(letter)
    subject = clean_line(_REPLY.sub("", clean_line(_header(letter, "Subject"))))
    return Incoming(
        # Without an id of its own a letter is known by its bytes, whatever stamps were put on top of it.
        mark_of=message_id or hashlib.sha256(raw.partition(b"\r\n\r\n")[2] + address.encode()).hexdigest(),
        message_id=message_id,
        address=address,
        name=clean_line(name)[:100],
        subject=_TAG.sub("", subject).strip(),
        text=text,
        files=tuple(files),
        token=_token(letter, recipients),
        tag=next(iter(_TAG.findall(subject)), ""),
        answers=_answers(letter),
        ignored=_ignored(letter, sender, address, own),
    )


def _header(letter: Message, name: str) -> str:
    """A header in letters: encoded words, and bytes that were never encoded, are both read."""
    raw = letter.get(name, "")
    parts: list[str] = []
    for value, charset in decode_header(raw):
        if isinstance(value, bytes):
            parts.append(decoded(value, charset or ""))
        else:
            parts.append(decoded(value.encode("ascii", "surrogateescape"), "") if not value.isascii() else value)
    return "".join(parts)


def _token(letter: Message, recipients: Sequence[str]) -> str:
    told = [
        address for _name, address in getaddresses([*letter.get_all("To", []), *letter.get_all("Delivered-To", [])])
    ]
    for address in (*recipients, *told):
        if found := _TOKEN.search(address.lower()):
            return found[1]
    for name in ("In-Reply-To", "References"):
        if ours := _OWN_ID.findall(str(letter.get(name, ""))):
            return str(ours[-1][0])
    return ""


def _answers(letter: Message) -> int:
    for name in ("In-Reply-To", "References"):
        if ours := _OWN_ID.findall(str(letter.get(name, ""))):
            return int(ours[-1][1] or 0)
    return 0


def _ignored(letter: Message, sender: str, address: str, own: Sequence[str]) -> Ignored | None:
    """Whether a machine wrote it, or we did: neither is answered, so that no two machines write for ever."""
    if not sender.strip("<> ") or letter.get_content_type() == "multipart/report":
        return Ignored.BOUNCE
    if str(letter.get("Auto-Submitted", "no")).strip().lower().partition(";")[0] not in {"no", ""}:
        return Ignored.AUTO_SUBMITTED
    if letter.get("X-Autoreply") or letter.get("X-Autorespond"):
        return Ignored.AUTO_SUBMITTED
    if (
        str(letter.get("Precedence", "")).strip().lower() in _BULK
        or letter.get("List-Id")
        or letter.get("List-Unsubscribe")
    ):
        return Ignored.BULK
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", address):
        return Ignored.NO_SENDER
    if address.startswith(_MACHINES):
        return Ignored.BOUNCE
    domain = address.rpartition("@")[2]
    if any(domain == each or domain.endswith(f".{each}") for each in own):
        return Ignored.OWN_DOMAIN
    return None


def _contents(letter: Message) -> tuple[str, list[tuple[str, bytes]]]:
    plain: list[str] = []
    rich: list[str] = []
    files: list[tuple[str, bytes]] = []
    for part in _parts(letter):
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        kind, name = part.get_content_type(), part.get_filename()
        attached = name is not None or part.get_content_disposition() == "attachment"
        if kind == "text/plain" and not attached:
            plain.append(decoded(content, part.get_content_charset() or ""))
        elif kind == "text/html" and not attached:
            rich.append(_without_tags(decoded(content, part.get_content_charset() or "")))
        elif attached or kind.startswith("image/"):
            files.append((name or "tep", content))
    whole = "\n".join(plain) if any(each.strip() for each in plain) else "\n".join(rich)
    whole = whole[:READ]
    return clean_text(what_is_new(whole)) or clean_text(whole), files


def _parts(letter: Message) -> Iterator[Message]:
    for number, part in enumerate(letter.walk()):
        if number > MOST_PARTS:
            return
        if not part.is_multipart():
            yield part


def what_is_new(text: str) -> str:
    """The text without what it quotes and without its signature."""
    kept: list[str] = []
    lines = text.splitlines()
    for place, line in enumerate(lines):
        two = f"{line} {lines[place + 1]}" if place + 1 < len(lines) else line
        ahead = lines[place + 1] if place + 1 < len(lines) else ""
        if line.rstrip() == "--" or _QUOTE_BEGINS.match(line) or _QUOTE_BEGINS.match(two.strip()):
            break
        if _HEADER_BLOCK.match(line) and _NEXT_HEADER.match(ahead):
            break
        if not line.startswith(">"):
            kept.append(line)
    return "\n".join(kept)


class _Text(HTMLParser):
    """The words of a page, one paragraph a line."""

    BREAKS = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3"})
    UNSEEN = frozenset({"script", "style", "head", "title"})
    QUOTES = frozenset({"blockquote"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in self.UNSEEN | self.QUOTES
        if tag in self.BREAKS:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.UNSEEN | self.QUOTES:
            self.unseen = max(self.unseen - 1, 0)

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.words.append(data)


def _without_tags(page: str) -> str:
    reader = _Text()
    reader.feed(page)
    reader.close()
    return "".join(reader.words)

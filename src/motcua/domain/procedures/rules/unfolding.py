"""What a national record says, read out of texts that run together: steps, papers, channels, laws, results.

The national pages are tables whose cells were joined without anything between them. Everything here is a guess
by rule, so the text as it was sent is always shown beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.domain.procedures.rules.splitting import LOWER, UPPER, Item, items, without_mark


@dataclass(frozen=True)
class Paper:
    """A paper of the dossier: how many originals and copies, `None` where nothing is said; and its form's file."""

    name: str
    originals: int | None = None
    copies: int | None = None
    form: str = ""


@dataclass(frozen=True)
class Case:
    """The papers of one case; the title is empty where there is but one."""

    title: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class Way:
    """A way of filing, with its own time limit, fee and remark, in the words of the record."""

    channel: str
    limit: str
    fee: str
    note: str = ""


@dataclass(frozen=True)
class Law:
    """A legal basis: its number, and what it is called."""

    number: str
    title: str


@dataclass(frozen=True)
class Outcome:
    """What the applicant receives, with its national code where there is one."""

    name: str
    code: str = ""


@dataclass(frozen=True)
class Legible:
    """A procedure as lists to be read, compared and printed."""

    name: str
    steps: tuple[Item, ...] = ()
    cases: tuple[Case, ...] = ()
    ways: tuple[Way, ...] = ()
    laws: tuple[Law, ...] = ()
    results: tuple[Outcome, ...] = ()
    conditions: tuple[Item, ...] = ()


def legible(body: Mapping[str, Any]) -> Legible:
    """The record whose texts these are."""
    return Legible(
        name=str(body.get("name") or ""),
        steps=tuple(items(_said(body, "procedure_text"))),
        cases=tuple(cases(_said(body, "parts_text"))),
        ways=tuple(ways(_said(body, "channels_text"))),
        laws=tuple(laws(_said(body, "legal_bases_text"))),
        results=tuple(outcomes(_said(body, "result_text"))),
        conditions=tuple(items(_said(body, "conditions_text"))),
    )


_NOTHING = re.compile(r"[-–+\s]*(?:không|không có|không quy định|không có thông tin)?[.\s]*", re.IGNORECASE)


def _said(body: Mapping[str, Any], key: str) -> str:
    """The text under a key; “Không có” is none."""
    text = str(body.get(key) or "")
    return "" if _NOTHING.fullmatch(text) else text


# --- papers --------------------------------------------------------------------------------------------

_PAPERS_HEAD = re.compile(r"Tên giấy tờ\s*Mẫu đơn, tờ khai\s*Số lượng")
_COUNT = re.compile(
    rf"0?([0-9])\s*bản chính(?:\s*,\s*([0-9])\s*bản sao)?(?=\s*$|[^\s,;.){LOWER}]|[{LOWER}]|\s+[^\s{LOWER}(])"
    rf"|0?([0-9])\s*bản sao(?=\s*$|[^\s,;.){LOWER}]|[{LOWER}]|\s+[^\s{LOWER}(])"
)
_FORM = re.compile(
    rf"(?<=[{LOWER};)”:])(?=[{UPPER}0-9])|(?<=[{LOWER})][.])(?=[{UPPER}0-9])|(?<=[{UPPER}0-9][.])(?=[{UPPER}])"
    rf"|(?<=[{UPPER}0-9])(?=(?:Mẫu|Mau|Phụ|Biểu|Đơn|Don|Tờ)[ _.])"
)
_FORM_NAME = re.compile(r"[^\n]{1,100}\.(?:docx?|pdf|xlsx?|rtf|zip|rar)", re.IGNORECASE)


def cases(text: str) -> list[Case]:
    """The papers by case; a text without the columns of the national table is a list of its points."""
    segments = _PAPERS_HEAD.split(text)
    if len(segments) == 1:
        points = tuple(Paper(item.text) for item in items(text))
        return [Case("", points)] if points else []
    found: list[Case] = []
    title = segments[0]
    for segment in segments[1:]:
        papers, rest = _papers(segment)
        if papers:
            found.append(Case(_title(title), tuple(papers)))
        title = rest
    return found


def _title(text: str) -> str:
    return re.sub(r"^[-–\s(*)]*|[\s:;.]+$", "", " ".join(text.split()))


def _papers(segment: str) -> tuple[list[Paper], str]:
    """The rows of one table, and what follows the last count: the title of the next table."""
    papers: list[Paper] = []
    at = 0
    for count in _COUNT.finditer(segment):
        name, form = _form_parted(segment[at : count.start()])
        at = count.end()
        originals, copies = (int(count[1]), int(count[2] or 0)) if count[1] else (0, int(count[3]))
        if re.search(r"\w", name):
            papers.append(Paper(name, originals, copies, form))
        elif papers:  # the count stood in the words of the row too
            papers[-1] = Paper(papers[-1].name, originals, copies, form or papers[-1].form)
    return papers, segment[at:]


def _form_parted(row: str) -> tuple[str, str]:
    """A row without its bullet, and the file of its form, which is glued to its end."""
    name = " ".join(row.split())
    for place in reversed([spot.start() for spot in _FORM.finditer(name)]):
        if _FORM_NAME.fullmatch(name, place) and place >= 3:
            return without_mark(name[:place]), name[place:]
    return without_mark(name), ""


# --- channels ------------------------------------------------------------------------------------------

_WAYS_HEAD = re.compile(r"^\s*Hình thức nộp\s*Thời gian\s*Phí, lệ phí\s*Mô tả")
_UNIT = r"Ngày làm việc|Ngày|Giờ làm việc|Giờ|Tháng|Tuần|Năm|Phút"
_WAY = re.compile(
    rf"(Trực tiếp|Trực tuyến|Dịch vụ bưu chính)(?=[{UPPER}]|\s*(?:[0-9]|Miễn phí|Không có thông tin|$))"
    rf"\s*([0-9]+(?:[.,][0-9]+)?(?![0-9.,]*\s*(?:VNĐ|Việt Nam Đồng|Đồng|USD)))?\s*({_UNIT})?"
)
_FEE = re.compile(r"\s*(Miễn phí|Không có thông tin|[0-9][0-9.,]*\s*(?:VNĐ|Việt Nam Đồng|Đồng|USD))")


def ways(text: str) -> list[Way]:
    """The ways of filing, each with its own limit and fee; the same way may stand there for several cases."""
    body = _WAYS_HEAD.sub("", text)
    marks = list(_WAY.finditer(body))
    if not marks:
        return [Way("", "", "", " ".join(body.split()))] if body.strip() else []
    found = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        rest = body[mark.end() : following.start() if following else len(body)]
        fees = []
        while fee := _FEE.match(rest):
            fees.append(_fee(fee[1]))
            rest = rest[fee.end() :]
        limit = " ".join(part for part in (mark[2], (mark[3] or "").lower()) if part)
        found.append(Way(mark[1], limit, "; ".join(fees), _note(rest)))
    return found


def _fee(text: str) -> str:
    """A sum as it is written here: “20,000 VNĐ” is 20.000 đồng."""
    found = re.match(r"([0-9][0-9.,]*)\s*(.*)", text)
    if found is None or found[2] == "USD":
        return " ".join(text.split())
    return f"{found[1].replace(',', '.')} đồng"


def _note(text: str) -> str:
    note = without_mark(" ".join(text.split()))
    while note.startswith("(") and note.endswith(")") and note.count("(") == 1 + note[1:-1].count("("):
        inner = note[1:-1]
        if inner.find(")") != -1 and (inner.find("(") == -1 or inner.find(")") < inner.find("(")):
            break
        note = inner.strip()
    return note


# --- laws and results ----------------------------------------------------------------------------------

_LAWS_HEAD = re.compile(r"^\s*Tên văn bản pháp lý\s*Mã văn bản")
_VOWELS = f"aeiouy{LOWER[3:]}".replace("đ", "")
_NO_NEXT_WORD = (
    rf"(?!(?<=[B-DĐF-HK-NP-TVX])[{_VOWELS}])(?!(?<=[CGKNPT])h)(?!(?<=T)r)(?!(?<=N)g)(?!(?<=[AEIOUY])[{LOWER}])"
)
"""After an abbreviation: its last letter is not the first of the title that is glued to it."""

_LOUD = r"(?=LUẬT|NGHỊ|THÔNG|QUY|BAN HÀNH|BỘ|VỀ|SỬA)"
_ISSUER = rf"(?:TTg|[A-ZĐ]{{2,9}}?{_LOUD}|[A-ZĐ]{{2,9}}{_NO_NEXT_WORD})"
_NUMBER = re.compile(rf"[0-9]{{1,4}}/(?:[0-9]{{4}}/)?(?:QH[0-9]{{2}}|UBTVQH[0-9]{{2}}|[A-ZĐ]{{2,5}}(?:-{_ISSUER})+)")
_YEAR_GLUED = re.compile(r"(năm [0-9]{4})(?=[0-9]{1,4}/)")
_BEFORE_NUMBER = re.compile(r"(?:Luật số|Thông tư số|Nghị định số|Quyết định số|[Ss]ố)\s*$")


def laws(text: str) -> list[Law]:
    """The legal bases: a title, then its number glued to it; what has no number keeps its title."""
    body = _YEAR_GLUED.sub(r"\1 ", " ".join(_LAWS_HEAD.sub("", text).split()))
    found: list[Law] = []
    at = 0
    numbers = list(_NUMBER.finditer(body))
    for place, number in enumerate(numbers):
        following = numbers[place + 1] if place + 1 < len(numbers) else None
        if number.start() < at or not _ends_row(body, at, number, following):
            continue
        title = _BEFORE_NUMBER.sub("", body[at : number.start()])
        found.append(Law(number[0], _law_title(title, number[0])))
        at = number.end()
    rest = _law_title(body[at:], "")
    if re.search(r"\w{3}", rest):
        found.append(Law("", rest))
    return list({(law.number or law.title): law for law in reversed(found)}.values())[::-1]


def _ends_row(body: str, at: int, number: re.Match[str], following: re.Match[str] | None) -> bool:
    """Whether a number is the second cell of its row, and not named in the title before it."""
    after = body[number.end() :]
    if not after:
        return True
    if following and following.start() == number.end():
        return following[0] != number[0]
    if after[0] not in " .,;):":
        return True
    named = number[0] in body[at : number.start()]
    return named and re.match(rf"\s+[{UPPER}]", after) is not None


def _law_title(text: str, number: str) -> str:
    title = re.sub(r"^[\s.;,:–-]+|[\s.;,:–-]+$", "", text)
    return title or number


_RESULT = re.compile(r"Mã:\s*(KQ[.\-][A-Z][0-9]{2}\.[0-9]{6}|[A-Z0-9][A-Z0-9.\-]*[0-9]|[\w.\-]+$)")


def outcomes(text: str) -> list[Outcome]:
    """What comes of it: each name is followed by its code."""
    found: list[Outcome] = []
    at = 0
    for code in _RESULT.finditer(text):
        name = without_mark(" ".join(text[at : code.start()].split()))
        if name:
            found.append(Outcome(name.rstrip("."), code[1]))
        at = code.end()
    found += [Outcome(item.text.rstrip(".")) for item in items(text[at:])]
    return found

"""What a procedure asks of one applicant: the papers to attach and the fees due, by what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.domain.procedures.rules.conditions import Answers, condition, holds
from motcua.domain.procedures.rules.forms import Field, Words

DEFAULT_FORMATS = ("pdf", "jpg", "png")
DEFAULT_MEGABYTES = 10


@dataclass(frozen=True)
class Part:
    """A paper of the dossier (thành phần hồ sơ) as this applicant must attach it; `max_mb` in megabytes."""

    code: str
    name: Words
    hint: Words
    originals: int
    copies: int
    required: bool
    formats: tuple[str, ...]
    max_mb: int


@dataclass(frozen=True)
class Share:
    """What one paper of several adds to a fee: so many pages, so many copies of them, so many đồng in all."""

    quantity: int
    copies: int
    total: int


@dataclass(frozen=True)
class Fee:
    """A fee or charge that is due: `amount` đồng `per` dossier, copy or page, on a legal basis.

    `counts` is how many of them, and of how many copies: once for the dossier, or for each entry of a group.
    `tiers` are other amounts from a number on (from the third page, 1,000); `most` is the highest sum of one
    copy. `kind` is the legal kind (phí or lệ phí), `collect` when it is taken, `exempt` that this person need not
    pay what others pay, on the ground of the note. `mark` is the pack's word on how sure the amount is; empty when
    it was seen in its source.
    """

    amount: int
    per: str
    counts: tuple[tuple[int, int], ...]
    note: Words
    basis: str
    mark: str
    code: str = ""
    kind: str = "le_phi"
    collect: str = "reception"
    exempt: bool = False
    tiers: tuple[tuple[int, int], ...] = ()
    most: int | None = None

    @property
    def quantity(self) -> int:
        """How many are charged: of one copy, or of all copies of all papers where there are several papers."""
        if len(self.counts) == 1:
            return self.counts[0][0]
        return sum(quantity * copies for quantity, copies in self.counts)

    @property
    def copies(self) -> int:
        """How often the sum of one copy is due; once where several papers are counted together."""
        return self.counts[0][1] if len(self.counts) == 1 else 1

    @property
    def shares(self) -> list[Share]:
        """What each paper adds."""
        return [Share(quantity, copies, self._one(quantity) * copies) for quantity, copies in self.counts]

    @property
    def plain(self) -> bool:
        """Whether it is no more than so many times the amount."""
        return len(self.counts) == 1 and self.copies == 1 and not self.tiers and self.most is None

    @property
    def total(self) -> int:
        """What is to be paid, in đồng."""
        return sum(share.total for share in self.shares)

    def _one(self, quantity: int) -> int:
        """The sum of one copy of so many pages."""
        bounds = [(1, self.amount), *self.tiers]
        ends = [start for start, _price in bounds[1:]] + [quantity + 1]
        one = sum(
            max(0, min(end, quantity + 1) - start) * price for (start, price), end in zip(bounds, ends, strict=True)
        )
        return one if self.most is None else min(one, self.most)


def parts_wanted(body: Mapping[str, Any], answers: Answers) -> list[Part]:
    """The papers whose condition holds, in the order of the procedure; `answers` without hidden fields."""
    return [
        Part(
            code=str(each["code"]),
            name=Words.of(each.get("name")),
            hint=Words.of(each.get("hint")),
            originals=int(each.get("originals") or 0),
            copies=int(each.get("copies") or 0),
            required=bool(each.get("required", True)),
            formats=tuple(str(one).lower().lstrip(".") for one in each.get("formats") or DEFAULT_FORMATS),
            max_mb=int(each.get("max_mb") or DEFAULT_MEGABYTES),
        )
        for each in body.get("parts") or []
        if holds(condition(each.get("when")), answers)
    ]


def officer_fields(body: Mapping[str, Any], step: str, outcome: str) -> tuple[Field, ...]:
    """What an official fills in to complete a step with this outcome, as fields of a form."""
    return tuple(
        Field.of({**each, "component": each.get("component") or _component(each["schema"])}, each["schema"])
        for each in body.get("officer_fields") or []
        if each.get("step") == step and each.get("outcome") in (None, "", outcome)
    )


def _component(schema: Mapping[str, Any]) -> str:
    """The component that suits a schema, where the pack names none."""
    by_format = {
        "date": "date",
        "partial-date": "partial_date",
        "identity-number": "identity_number",
        "phone-vn": "phone",
        "email": "email",
        "area": "area",
    }
    if schema.get("format") in by_format:
        return by_format[schema["format"]]
    if "enum" in schema:
        return "select"
    by_type = {"boolean": "checkbox", "integer": "integer"}
    return by_type.get(schema.get("type", ""), "longtext" if schema.get("maxLength", 0) > 300 else "text")


def fees_due(body: Mapping[str, Any], answers: Answers, channel: str, day: date) -> list[Fee]:
    """The fees of this channel in force on `day` whose condition holds, in the order of the procedure.

    Of one fee (the same code, or else the same note) the newest amount in force counts. Its `count` names the
    field that says how many, `copies` the one that says of how many copies; without them it is due once. Where
    they name an answer of each entry of a group (`papers.pages`) the fee is the sum over the entries, of those
    alone for which a condition on the same group holds.
    """
    newest: dict[tuple[object, ...], Mapping[str, Any]] = {}
    for each in body.get("fees") or []:
        if each.get("channel") not in (None, "", channel) or not _in_force(each, day):
            continue
        when = condition(each.get("when"))
        if not holds(tuple(one for one in when if not _inside(one[0])), answers):
            continue
        key = (each.get("per", "dossier"), repr(when), each.get("code") or Words.of(each.get("note")).vi)
        if key not in newest or _begins(newest[key]) <= _begins(each):
            newest[key] = each
    return [_fee(each, counts) for each in newest.values() if (counts := _counts(each, answers))]


def _fee(written: Mapping[str, Any], counts: tuple[tuple[int, int], ...]) -> Fee:
    return Fee(
        amount=int(written.get("amount") or 0),
        per=str(written.get("per") or "dossier"),
        counts=counts,
        note=Words.of(written.get("note")),
        basis=str(written.get("basis") or ""),
        mark=str(written.get("mark") or ""),
        code=str(written.get("code") or ""),
        kind=str(written.get("kind") or "le_phi"),
        collect=str(written.get("collect") or "reception"),
        exempt=bool(written.get("exempt")),
        tiers=tuple(sorted((int(tier["from"]), int(tier["amount"])) for tier in written.get("tiers") or [])),
        most=int(written["max"]) if written.get("max") is not None else None,
    )


def _counts(written: Mapping[str, Any], answers: Answers) -> tuple[tuple[int, int], ...]:
    """How many, and of how many copies: once, or for each entry that the fee is about; empty where there is none."""
    names = [str(written.get(key) or "") for key in ("count", "copies")]
    group = next((name.partition(".")[0] for name in names if _inside(name)), "")
    if not group:
        return ((_count(names[0], answers), _count(names[1], answers)),)
    when = tuple(
        (_inside(name), values) for name, values in condition(written.get("when")) if name.startswith(f"{group}.")
    )
    given = answers.get(group)
    entries = [each for each in given if isinstance(each, Mapping)] if isinstance(given, list) else []
    if not entries and not when:
        entries = [{}]  # nothing was answered yet: as with a single field, it is due once
    around = [(names[0], _inside(names[0])), (names[1], _inside(names[1]))]
    counts = [
        tuple(_count(inner, entry) if inner else _count(name, answers) for name, inner in around)
        for entry in entries
        if holds(when, entry)
    ]
    return tuple((quantity, copies) for quantity, copies in counts)


def _inside(name: str) -> str:
    """What an answer of an entry is called inside its group: `pages` of `papers.pages`; empty for any other."""
    return name.partition(".")[2]


def _in_force(fee: Mapping[str, Any], day: date) -> bool:
    ends = fee.get("valid_to")
    return _begins(fee) <= day and (not ends or day <= _day(ends))


def _begins(fee: Mapping[str, Any]) -> date:
    begins = fee.get("valid_from")
    return _day(begins) if begins else date.min


def _day(value: object) -> date:
    """A day of a body, which a YAML file gives as a day and the database as its ISO text."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _count(field: str, answers: Answers) -> int:
    """What this field counts; once where none is named, or nothing was answered."""
    count = answers.get(field) if field else None
    return count if isinstance(count, int) and not isinstance(count, bool) and count >= 0 else 1

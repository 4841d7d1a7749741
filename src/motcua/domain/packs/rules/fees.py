"""The fees of a procedure: what they count is a whole number that the form asks, and their steps go up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.domain.packs.rules.findings import Findings, shown
from motcua.domain.packs.rules.folder import Document
from motcua.domain.packs.rules.forms import Asked, check_when
from motcua.domain.packs.rules.places import check_known
from motcua.domain.procedures.rules.faults import CHANNELS
from motcua.kernel.reading import Place

_COUNTED = ("count", "copies")


def check_fee(document: Document, place: Place, fee: Mapping[str, Any], asked: Asked, found: Findings) -> None:
    """Note every fault of one fee: conditions, what it counts, tiers, and an exemption that costs something."""
    counted = [(key, str(fee[key])) for key in _COUNTED if isinstance(fee.get(key), str)]
    groups = list(dict.fromkeys(name.partition(".")[0] for _, name in counted if "." in name))
    check_when(document, (*place, "when"), fee.get("when"), asked, found, group=groups[0] if groups else "")
    for key, name in counted:
        spot = (*document.spot(*place, key), key)
        if check_known(found, "unknown-field", spot, name, asked.names):
            _check_whole(spot, name, asked, found)
    _check_asked_there(document, place, fee, asked, found)
    _check_groups(document, place, counted, groups, found)
    _check_tiers(document, place, fee, found)
    if fee.get("exempt") is True and fee.get("amount") not in {0, None}:
        found.add(
            "exempt-costs",
            *document.spot(*place, "amount"),
            f"Khoản miễn (exempt) phải có amount: 0, không phải {shown(fee['amount'])}.",
            f"An exemption (exempt) has the amount 0 and not {shown(fee['amount'])}.",
        )


def _check_whole(spot: tuple[str, int, str], name: str, asked: Asked, found: Findings) -> None:
    """Only whole numbers are counted: with anything else the fee would silently be due once."""
    schema = asked.schema_of(name)
    if isinstance(schema, Mapping) and schema.get("type") not in {"integer", None}:
        file, line, key = spot
        found.add(
            "counts-no-number",
            file,
            line,
            f"{key}: câu hỏi {shown(name)} không phải số nguyên (type: integer) nên không đếm được.",
            f"{key}: the field {shown(name)} is no whole number (type: integer) and cannot be counted.",
        )


def _check_asked_there(document: Document, place: Place, fee: Mapping[str, Any], asked: Asked, found: Findings) -> None:
    """What a fee of a channel depends on is asked on that channel: else it would be due wrongly, or never."""
    channel, when = fee.get("channel"), fee.get("when")
    names = [(("when", name), str(name)) for name in when] if isinstance(when, Mapping) else []
    for at, name in [*names, *(((key,), str(fee[key])) for key in _COUNTED if isinstance(fee.get(key), str))]:
        if channel in CHANNELS and not asked.asked_on(name, [str(channel)]):
            found.add(
                "asked-elsewhere",
                *document.spot(*place, *at),
                f"{at[0]}: câu hỏi {shown(name)} không được hỏi khi nộp theo cách {shown(channel)}.",
                f"{at[0]}: the field {shown(name)} is not asked of who files by {shown(channel)}.",
            )


def _check_groups(
    document: Document, place: Place, counted: list[tuple[str, str]], groups: list[str], found: Findings
) -> None:
    """Pages and copies are those of the same entry; copies of each entry alone, without its pages, say nothing."""
    names = dict(counted)
    pages, copies = names.get("count", ""), names.get("copies", "")
    if len(groups) > 1 or ("." in copies and pages and "." not in pages):
        found.add(
            "counts-two-groups",
            *document.spot(*place, "copies"),
            f"copies: {shown(copies)} và count: {shown(pages)} phải cùng một nhóm lặp.",
            f"copies: {shown(copies)} and count: {shown(pages)} must be of the same group.",
        )


def _check_tiers(document: Document, place: Place, fee: Mapping[str, Any], found: Findings) -> None:
    tiers = fee.get("tiers")
    begun = 1
    for position, tier in enumerate(tiers if isinstance(tiers, list) else ()):
        begins = tier.get("from") if isinstance(tier, Mapping) else None
        if not isinstance(begins, int) or isinstance(begins, bool):
            continue  # its shape was found wrong before
        if begins <= begun:
            found.add(
                "tiers-not-rising",
                *document.spot(*place, "tiers", position, "from"),
                f"tiers: mức từ {begins} phải đứng sau mức trước, bắt đầu từ {begun}.",
                f"tiers: the step from {begins} must come after the one before it, from {begun}.",
            )
        begun = max(begun, begins)
    if isinstance(tiers, list) and "count" not in fee:
        found.add(
            "tiers-without-count",
            *document.spot(*place, "tiers"),
            "tiers cần count: ô ghi số được tính theo từng mức.",
            "tiers need a count: the field with the number that the steps are taken from.",
        )

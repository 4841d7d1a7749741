"""What a province decided about its letters, ready to be asked: registers, symbols, who signs how, usual texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.domain.agencies.models import Agency
from motcua.domain.letters.rules.document import SignerLines
from motcua.domain.letters.states import Authority, Kind
from motcua.kernel.errors import Refused
from motcua.kernel.text import fold


@dataclass(frozen=True)
class Unit:
    """A unit of an agency that drafts letters, with its part of a symbol."""

    code: str
    name: str
    symbol: str


@dataclass(frozen=True)
class Template:
    """A text to begin with."""

    code: str
    kind: str
    title: str
    title_en: str
    subject: str
    body: str


@dataclass(frozen=True)
class Clause:
    """A text that is often needed, to be put in where a letter ends."""

    code: str
    title: str
    title_en: str
    text: str


@dataclass(frozen=True)
class LetterTerms:
    """`letters.yaml` as it is in force."""

    body: Mapping[str, Any]

    def register_of(self, kind: str) -> str:
        """The outgoing register that numbers letters of this kind.

        Raises:
            Refused: `letter_kind_not_kept`: the province says nothing of this kind.
        """
        found = self.body.get("kinds", {}).get(kind)
        if found is None:
            raise Refused("letter_kind_not_kept")
        return str(found["register"])

    @property
    def incoming_register(self) -> str:
        """The register of what comes in."""
        return str(self.body.get("incoming_register", "van-ban-den"))

    @property
    def registers(self) -> list[str]:
        """Every outgoing register, in the order of the kinds."""
        return list(dict.fromkeys(self.register_of(kind) for kind in self.kinds()))

    def register_title(self, register: str) -> tuple[str, str]:
        """What a register is called, in Vietnamese and in English."""
        title = self.body.get("registers", {}).get(register, {})
        return str(title.get("vi", register)), str(title.get("en", register))

    def kinds(self) -> list[str]:
        """The kinds that the province keeps registers for."""
        return [kind for kind in Kind.values if kind in self.body.get("kinds", {})]

    def symbol_of(self, kind: str, agency: Agency, unit: str) -> str:
        """What stands behind the number: `STTTT-BCVTCNTT` of an official letter, `QĐ-UBND` of what bears its kind."""
        short = str(self.body.get("kinds", {}).get(kind, {}).get("abbreviation", ""))
        parts = [short, agency.symbol] if short else [agency.symbol, self._unit_symbol(agency, unit)]
        return "-".join(part for part in parts if part)

    def units_of(self, agency: Agency) -> list[Unit]:
        """The units of the agency that have a symbol of their own."""
        found = self._house(agency).get("units", ())
        return [Unit(str(each["code"]), str(each["name"]), str(each["symbol"])) for each in found]

    def issuer_of(self, agency: Agency) -> tuple[str, str]:
        """Box 2: the superior body (or nothing) and the issuing one, in capitals."""
        house = self._house(agency)
        name = agency.short_name if house.get("issuer") == "short_name" and agency.short_name else agency.name
        return str(house.get("superior", "")).upper(), name.upper()

    def place_of(self, agency: Agency) -> str:
        """Box 4: the place before the date; an area is written without the word for its kind."""
        place = str(self._house(agency).get("place", ""))
        if place or agency.area is None:
            return place
        name = agency.area.name
        for word in self.body.get("place_words", ()):
            if fold(name).startswith(f"{fold(str(word))} "):
                return name[len(str(word)) + 1 :]
        return name

    def signs(self, agency: Agency, position: str, name: str) -> SignerLines:
        """Box 7 for somebody in this position at this agency; who is not named signs in their own."""
        for rule in self.body.get("signers", ()):
            if agency.kind in rule["agency_kinds"] and fold(str(rule["position"])) == fold(position):
                authority = Authority(rule["authority"]) if rule.get("authority") else None
                return SignerLines(
                    str(rule.get("as", position)).upper(),
                    name,
                    authority,
                    str(rule.get("head", "")).upper(),
                    str(rule.get("collective", "")).upper(),
                )
        return SignerLines(position.upper(), name)

    def templates(self, kind: str = "") -> list[Template]:
        """Texts to begin with."""
        return [
            Template(
                str(each["code"]),
                str(each["kind"]),
                str(each["title"]["vi"]),
                str(each["title"]["en"]),
                str(each.get("subject", "")),
                str(each["text"]),
            )
            for each in self.body.get("templates", ())
            if not kind or each["kind"] == kind
        ]

    def clauses(self) -> list[Clause]:
        """Texts to put in."""
        return [
            Clause(str(each["code"]), str(each["title"]["vi"]), str(each["title"]["en"]), str(each["text"]))
            for each in self.body.get("clauses", ())
        ]

    def copies_of(self, agency: Agency, unit: str) -> list[str]:
        """The usual lines of Nơi nhận, the last one saying where the original is kept."""
        symbol = self._unit_symbol(agency, unit)
        return [
            str(line).replace(", {unit}", f", {symbol}" if symbol else "")
            for line in self._house(agency).get("copies", self.body.get("copies", ()))
        ]

    def addressees(self) -> list[tuple[str, str]]:
        """Usual addressees: as they are written, and the code of the agency where it is one of the platform."""
        return [(str(each["name"]), str(each.get("agency", ""))) for each in self.body.get("addressees", ())]

    def _house(self, agency: Agency) -> Mapping[str, Any]:
        """What the terms say of this agency: by its code, else by its kind."""
        houses: Sequence[Mapping[str, Any]] = self.body.get("agencies", ())
        by_code = (house for house in houses if agency.code in house.get("codes", ()))
        by_kind = (house for house in houses if agency.kind in house.get("agency_kinds", ()))
        return next(by_code, None) or next(by_kind, None) or {}

    def _unit_symbol(self, agency: Agency, unit: str) -> str:
        return next((each.symbol for each in self.units_of(agency) if each.code == unit), "")

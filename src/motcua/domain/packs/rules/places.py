"""The tables of a pack against one another: areas, agencies, how the public reaches them, counters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from motcua.domain.packs.rules.findings import Findings, shown
from motcua.domain.packs.rules.tables import Row
from motcua.kernel import text
from motcua.kernel.errors import Malformed

MARKS = ("seen", "known", "made_up")

_AGENCY_CODE = re.compile(r"[A-Z][0-9]{2}(\.[0-9]{2,})*")
_AREA_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}")
_EMAIL = re.compile(r"[^@\s,;<>()]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)


@dataclass
class Places:
    """The rows of the four tables, and what pack.yaml says of the kinds they may be of."""

    areas: list[Row]
    agencies: list[Row]
    contacts: list[Row]
    counters: list[Row]
    area_kinds: frozenset[str]
    agency_kinds: frozenset[str]
    one_stop_kinds: frozenset[str]
    calendars: frozenset[str]
    area_codes: dict[str, list[Row]] = field(init=False)
    agency_codes: dict[str, list[Row]] = field(init=False)
    offices: dict[tuple[str, str], list[Row]] = field(init=False)

    def __post_init__(self) -> None:
        self.area_codes = _by("code", self.areas)
        self.agency_codes = _by("code", self.agencies)
        self.offices = {}
        for agency in self.agencies:
            self.offices.setdefault((agency["kind"], agency["area"]), []).append(agency)

    def areas_around(self, code: str) -> list[str]:
        """The codes of an area and of every area above it, the nearest first."""
        around: list[str] = []
        while code in self.area_codes and code not in around:
            around.append(code)
            code = self.area_codes[code][-1]["parent"]
        return around

    def agency_for(self, kind: str, area: str) -> str | None:
        """The agency of that kind in this area or the nearest above it (a desk written `area: KIND`)."""
        for code in self.areas_around(area):
            if offices := self.offices.get((kind, code)):
                return offices[0]["code"]
        return None


def check_places(places: Places, found: Findings) -> None:
    """Note every fault of the four tables."""
    _check_areas(places, found)
    _check_agencies(places, found)
    _check_contacts(places, found)
    _check_counters(places, found)
    _check_one_stop_units(places, found)


def check_known(
    found: Findings,
    code: str,
    place: tuple[str, int, str],
    value: str,
    known: Iterable[str] | Mapping[str, object],
) -> bool:
    """Note a name that nothing in the pack has; `place` is the file, the line and the column or key.

    A blank name is somebody else's matter.
    """
    if not value or value in known:
        return True
    file, line, column = place
    vi = f"{column}: trong gói không có {_NOUNS[code][0]} {shown(value)}."
    found.add(code, file, line, vi, f"{column}: the pack has no {_NOUNS[code][1]} {shown(value)}.")
    return False


_NOUNS = {
    "unknown-category": ("lĩnh vực phản ánh có hàng kín (sealed)", "sealed category of reports"),
    "unknown-area": ("đơn vị hành chính", "area"),
    "unknown-agency": ("cơ quan", "agency"),
    "unknown-calendar": ("lịch làm việc", "calendar"),
    "unknown-skill": ("chuyên môn", "skill"),
    "unknown-kind": ("loại", "kind"),
    "unknown-route": ("quy trình", "route"),
    "unknown-register": ("sổ đăng ký", "register"),
    "unknown-step": ("bước", "step"),
    "unknown-outcome": ("kết quả của bước", "outcome"),
    "unknown-template": ("mẫu giấy tờ", "paper template"),
    "unknown-field": ("câu hỏi của tờ khai", "field of the form"),
}


def _by(column: str, rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _check_areas(places: Places, found: Findings) -> None:
    _check_keys(places.area_codes, found)
    _check_parents(places.areas, places.area_codes, "unknown-area", found)
    for row in places.areas:
        _check_code(row, "code", _AREA_CODE, "25399", found)
        check_known(found, "unknown-kind", (row.file, row.line, "kind"), row["kind"], places.area_kinds)


def _check_agencies(places: Places, found: Findings) -> None:
    _check_keys(places.agency_codes, found)
    _check_parents(places.agencies, places.agency_codes, "unknown-agency", found)
    for row in places.agencies:
        place = (row.file, row.line)
        _check_code(row, "code", _AGENCY_CODE, "H10.30.13", found)
        check_known(found, "unknown-kind", (*place, "kind"), row["kind"], places.agency_kinds)
        check_known(found, "unknown-area", (*place, "area"), row["area"], places.area_codes)
        check_known(found, "unknown-calendar", (*place, "calendar"), row["calendar"], places.calendars)
        if row["mark"] and row["mark"] not in MARKS:
            found.add(
                "bad-mark",
                *place,
                f"mark: {shown(row['mark'])} phải là một trong {', '.join(MARKS)}.",
                f"mark: {shown(row['mark'])} must be one of {', '.join(MARKS)}.",
            )
    _check_one_of_a_kind(places, found)


def _check_one_of_a_kind(places: Places, found: Findings) -> None:
    """A route names an office by its kind and the area: two of them at once and nobody knows which is meant."""
    for (kind, area), rows in places.offices.items():
        for position, row in enumerate(rows):
            twin = next((one for one in rows[:position] if one["code"] != row["code"] and row.overlaps(one)), None)
            if kind and area and twin is not None:
                found.add(
                    "two-offices-of-a-kind",
                    row.file,
                    row.line,
                    f"Địa bàn {shown(area)} đã có một cơ quan loại {shown(kind)} ở dòng {twin.line}; mỗi loại chỉ một.",
                    f"The area {shown(area)} has an agency of the kind {shown(kind)} on line {twin.line}; "
                    "one of a kind is allowed.",
                )


def _check_code(row: Row, column: str, form: re.Pattern[str], example: str, found: Findings) -> None:
    if row[column] and not form.fullmatch(row[column]):
        found.add(
            "bad-code",
            row.file,
            row.line,
            f"{column}: {shown(row[column])} không đúng dạng mã như {example}.",
            f"{column}: {shown(row[column])} has not the form of a code such as {example}.",
        )


def _check_keys(by_key: Mapping[str, list[Row]], found: Findings) -> None:
    """One key is true once on any day; the later line is the one at fault."""
    for key, rows in by_key.items():
        for position, row in enumerate(rows):
            earlier = next((other for other in rows[:position] if row.overlaps(other)), None)
            if not key or earlier is None:
                continue
            if row.valid_from == earlier.valid_from:
                found.add(
                    "duplicate-key",
                    row.file,
                    row.line,
                    f"{shown(key)} đã có ở dòng {earlier.line}.",
                    f"{shown(key)} stands on line {earlier.line} already.",
                )
            else:
                found.add(
                    "overlapping-validity",
                    row.file,
                    row.line,
                    f"Thời gian hiệu lực của {shown(key)} chồng lên dòng {earlier.line}; hãy ghi valid_to cho dòng cũ.",
                    f"The validity of {shown(key)} overlaps line {earlier.line}; give the older line a valid_to.",
                )


def _check_parents(rows: list[Row], by_code: Mapping[str, list[Row]], unknown: str, found: Findings) -> None:
    told: set[str] = set()
    for row in rows:
        parent = row["parent"]
        if not check_known(found, unknown, (row.file, row.line, "parent"), parent, by_code):
            continue
        if parent and not any(above.on(row.valid_from) for above in by_code[parent]):
            found.add(
                "parent-not-in-force",
                row.file,
                row.line,
                f"Đơn vị cấp trên {shown(parent)} chưa có hiệu lực vào ngày {row.valid_from:%d/%m/%Y}.",
                f"The parent {shown(parent)} is not in force on {row.valid_from}.",
            )
        circle = _circle(row["code"], by_code)
        if circle and not told & set(circle):
            told |= set(circle)
            way = " → ".join([*circle, circle[0]])
            found.add(
                "parent-cycle",
                row.file,
                row.line,
                f"Các đơn vị là cấp trên của nhau thành vòng: {way}.",
                f"Parents go round in a circle: {way}.",
            )


def _circle(code: str, by_code: Mapping[str, list[Row]]) -> list[str]:
    """The way from a code over its parents back to itself; empty where it does not come back."""
    way = [code]
    while (above := by_code[way[-1]][-1]["parent"]) in by_code:
        if above == code:
            return way
        if above in way:
            return []
        way.append(above)
    return []


def _check_contacts(places: Places, found: Findings) -> None:
    _check_keys(_by("agency", places.contacts), found)
    for row in places.contacts:
        place = (row.file, row.line)
        check_known(found, "unknown-agency", (*place, "agency"), row["agency"], places.agency_codes)
        if row["made_up"] and row["made_up"] not in ("yes", "no"):
            found.add(
                "bad-flag",
                *place,
                f"made_up: {shown(row['made_up'])} phải là yes hoặc no.",
                f"made_up: {shown(row['made_up'])} must be yes or no.",
            )
        if row["phone"]:
            try:
                text.phone(row["phone"])
            except Malformed:
                found.add(
                    "bad-phone",
                    *place,
                    f"phone: {shown(row['phone'])} không phải số điện thoại Việt Nam.",
                    f"phone: {shown(row['phone'])} is not a Vietnamese phone number.",
                )
        if row["email"] and not _EMAIL.fullmatch(row["email"]):
            found.add(
                "bad-email",
                *place,
                f"email: {shown(row['email'])} không phải địa chỉ thư điện tử.",
                f"email: {shown(row['email'])} is not an e-mail address.",
            )


def _check_counters(places: Places, found: Findings) -> None:
    seen: dict[tuple[str, str], int] = {}
    for row in places.counters:
        place = (row.file, row.line)
        check_known(found, "unknown-agency", (*place, "agency"), row["agency"], places.agency_codes)
        if not re.fullmatch(r"[1-9][0-9]{0,2}", row["number"]):
            found.add(
                "bad-number",
                *place,
                f"number: {shown(row['number'])} phải là số quầy từ 1.",
                f"number: {shown(row['number'])} must be a counter's number from 1.",
            )
        earlier = seen.setdefault((row["agency"], row["number"]), row.line)
        if earlier != row.line:
            found.add(
                "duplicate-key",
                *place,
                f"Quầy số {row['number']} của đơn vị này đã có ở dòng {earlier}.",
                f"Counter {row['number']} of this unit stands on line {earlier} already.",
            )


def _check_one_stop_units(places: Places, found: Findings) -> None:
    """A one-stop unit publishes its phone, e-mail and hours, and has a counter: the province's own rule."""
    reached, served = _by("agency", places.contacts), _by("agency", places.counters)
    wanted = (
        ("phone", "số điện thoại", "phone"),
        ("email", "địa chỉ thư điện tử", "e-mail"),
        ("hours_vi", "giờ làm việc", "hours"),
        ("hours_en", "giờ làm việc bằng tiếng Anh", "hours in English"),
    )
    for code, rows in places.agency_codes.items():
        if rows[-1]["kind"] not in places.one_stop_kinds:
            continue
        agency = rows[-1]
        if code not in reached:
            found.add(
                "one-stop-unpublished",
                agency.file,
                agency.line,
                f"Bộ phận một cửa {shown(agency['name'])} chưa có dòng nào trong contacts.csv.",
                f"The one-stop unit {shown(agency['name'])} has no line in contacts.csv.",
            )
        for contact in reached.get(code, ()):
            for column, vi, en in wanted:
                if not contact[column]:
                    found.add(
                        "one-stop-unpublished",
                        contact.file,
                        contact.line,
                        f"Bộ phận một cửa {shown(agency['name'])} chưa công khai {vi}.",
                        f"The one-stop unit {shown(agency['name'])} publishes no {en}.",
                    )
        if code not in served:
            found.add(
                "one-stop-without-counter",
                agency.file,
                agency.line,
                f"Bộ phận một cửa {shown(agency['name'])} chưa có quầy nào trong counters.csv.",
                f"The one-stop unit {shown(agency['name'])} has no counter in counters.csv.",
            )

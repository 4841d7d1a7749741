"""Agencies that end: what each has still in hand and who takes it over; and open work that nobody took over."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from motcua.config import bootstrap
from motcua.kernel.errors import Malformed

LANGUAGES = ("vi", "en")
WORDS: Mapping[str, Mapping[str, str]] = {
    "vi": {
        "head": "{code} {name}: ngày cuối cùng {day}, tiếp nhận: {heir}",
        "nobody": "CHƯA CÓ CƠ QUAN NÀO",
        "dossiers": "Hồ sơ đang mở",
        "drafts": "Hồ sơ nháp trên Cổng",
        "sheets": "Tờ khai đang nhập tại quầy",
        "tasks": "Việc đang mở",
        "free": "chưa ai nhận",
        "signatures": "Chờ lãnh đạo ký",
        "originals": "Bản chính đang giữ",
        "on_their_way": "Hồ sơ giấy chuyển đến, chưa trả",
        "at_the_post": "Kết quả đang ở bưu điện",
        "officials": "Cán bộ hết nhiệm vụ ở đây",
        "none": "Không có cơ quan nào sắp kết thúc hoạt động.",
        "whole": "✓ Mọi việc đang mở đều ở cơ quan đang hoạt động hoặc đã có cơ quan tiếp nhận.",
    },
    "en": {
        "head": "{code} {name}: last day {day}, taken over by: {heir}",
        "nobody": "NOBODY",
        "dossiers": "Open dossiers",
        "drafts": "Drafts on the portal",
        "sheets": "Sheets begun at the counter",
        "tasks": "Open tasks",
        "free": "nobody's yet",
        "signatures": "Waiting for a leader's signature",
        "originals": "Originals kept",
        "on_their_way": "Papers sent here, not given back",
        "at_the_post": "Results at the post",
        "officials": "Officials whose duty here ends",
        "none": "No agency is about to end.",
        "whole": "✓ All open work lies at agencies that go on or that somebody took over from.",
    },
}
COUNTED = ("drafts", "sheets", "signatures", "originals", "on_their_way", "at_the_post")


def configure(parser: argparse.ArgumentParser) -> None:
    """The verbs of `motcua agencies`."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="ending|stranded")

    ending = verbs.add_parser("ending", help="agencies whose last day is known, with what they have still in hand")
    ending.add_argument("--on", metavar="DATE", help="only those whose last day this is, such as 2025-06-30")
    ending.add_argument("--language", default="vi", choices=LANGUAGES, help="of the sentences")
    ending.add_argument("--json", action="store_true")
    ending.set_defaults(run=run_ending)

    stranded = verbs.add_parser("stranded", help="open work at agencies that are over and that nobody took over from")
    stranded.add_argument("--language", default="vi", choices=LANGUAGES, help="of the sentences")
    stranded.add_argument("--json", action="store_true")
    stranded.set_defaults(run=run_stranded)


def run_ending(chosen: argparse.Namespace) -> int:
    """Print what each ending agency has; 1 when nobody takes over from one of them."""
    last_day = _day(chosen.on) if chosen.on is not None else None
    bootstrap.start_on_tables()
    from django.utils.translation import override

    from motcua.domain.dossiers import queries

    with override(chosen.language):
        found = queries.endings(_today(), last_day)
        if chosen.json:
            print(json.dumps({"ending": [_listed(each) for each in found]}, ensure_ascii=False))
        else:
            for each in found:
                print("\n".join(_lines(each, chosen.language)))
            if not found:
                print(WORDS[chosen.language]["none"])
    return 1 if any(each.heir is None for each in found) else 0


def run_stranded(chosen: argparse.Namespace) -> int:
    """Print a sentence for each agency that left open work to nobody; 1 when there is one."""
    bootstrap.start_on_tables()
    from django.utils.translation import override

    from motcua.domain.matters import queries

    with override(chosen.language):
        found = queries.stranded(_today())
    if chosen.json:
        listed = [{"agency": each.agency.code, "matters": each.matters, "story": each.story} for each in found]
        print(json.dumps({"stranded": listed}, ensure_ascii=False))
    else:
        for each in found:
            print(f"✗ {each.story}")
        if not found:
            print(WORDS[chosen.language]["whole"])
    return 1 if found else 0


def _lines(each: Any, language: str) -> list[str]:
    words = WORDS[language]
    heir = f"{each.heir.code} {_name(each.heir, language)}" if each.heir is not None else words["nobody"]
    day = f"{each.agency.valid_to:%d/%m/%Y}" if language == "vi" else f"{each.agency.valid_to}"
    lines = [words["head"].format(code=each.agency.code, name=_name(each.agency, language), day=day, heir=heir)]
    states = ", ".join(f"{state.label} {count}" for state, count in each.dossiers.items())
    tasks = ", ".join(f"{name or words['free']} {count}" for name, count in each.tasks.items())
    for noun, count, detail in (
        ("dossiers", sum(each.dossiers.values()), states),
        ("tasks", sum(each.tasks.values()), tasks),
        *((noun, getattr(each, noun), "") for noun in COUNTED),
        ("officials", len(each.officials), ", ".join(each.officials)),
    ):
        if count:
            lines.append(f"  {words[noun]}: {count}" + (f" ({detail})" if detail else ""))
    return lines


def _listed(each: Any) -> dict[str, Any]:
    return {
        "code": each.agency.code,
        "last_day": each.agency.valid_to.isoformat(),
        "successor": each.heir.code if each.heir is not None else None,
        "dossiers": {str(state): count for state, count in each.dossiers.items()},
        "tasks": sum(each.tasks.values()),
        "tasks_with_assignee": sum(count for name, count in each.tasks.items() if name),
        **{noun: getattr(each, noun) for noun in COUNTED},
        "officials": len(each.officials),
    }


def _name(agency: Any, language: str) -> str:
    return str((agency.name_en if language == "en" else "") or agency.name)


def _today() -> date:
    from django.utils.timezone import localdate

    from motcua.domain.packs import queries as packs

    return localdate(datetime.now(UTC) - packs.clock_offset())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Malformed(f"--on: {text!r} is not a day such as 2025-06-30.") from None

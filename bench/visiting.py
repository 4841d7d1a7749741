"""What crosses the wire when a citizen opens a page for the first time, and on every later page."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from bench.browser import Answer, Browser, expect
from bench.ground import Ground, session_of
from bench.report import Budget, Own, Row
from motcua.domain.dossiers.models import Dossier

NAMED = re.compile(r'<(?:link|script|img|source)\b[^>]*?\b(?:href|src)="([^"]+)"[^>]*>')
NOT_FETCHED = re.compile(r'\brel="(?:canonical|alternate|preconnect)"')
IMPORTED = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"']+)["']""")
IN_STYLE = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
ACCEPTED = "br, gzip"


def rows(ground: Ground, port: int) -> list[Row]:
    """The heaviest of a citizen's pages as the first ever seen, and as one more after the home page."""
    owner = Dossier.objects.get(pk=ground.handed_over).applicant_id
    token, drafter = ground.drafts[-1]
    pages = {
        "/": "",
        "/thu-tuc/": "",
        f"/thu-tuc/{ground.procedure}/": "",
        "/bo-phan-mot-cua/": "",
        f"/ho-so/{ground.handed_over}/": session_of(owner),
        f"/nop-ho-so/{token}/giay-to/": session_of(drafter),
        f"/nop-ho-so/{token}/xem-lai/": session_of(drafter),
    }
    first, later = {}, {}
    at_home = set(_with_everything(Browser(port), "/"))
    for page, session in pages.items():
        loaded = _with_everything(Browser(port, session), page)
        first[page] = sum(loaded.values())
        later[page] = sum(size for path, size in loaded.items() if path == page or path not in at_home)
    heaviest, slowest = max(first, key=first.__getitem__), max(later, key=later.__getitem__)
    told = ", ".join(f"{_kind(path)} {first[path] / 1000:.1f}/{later[path] / 1000:.1f}" for path in pages)
    return [
        Row(
            f"first visit, heaviest page ({_kind(heaviest)})",
            f"{first[heaviest] / 1000:.1f} kB",
            "",
            first[heaviest] / 1000,
            Budget(100, 60, "kB", most=True),
            f"first/later in kB: {told}",
            Own("first visit", first[heaviest] / 1000, "kB", cost=True),
        ),
        Row(
            f"later page, heaviest ({_kind(slowest)})",
            f"{later[slowest] / 1000:.1f} kB",
            "",
            later[slowest] / 1000,
            Budget(30, 15, "kB", most=True),
            own=Own("later page", later[slowest] / 1000, "kB", cost=True),
        ),
    ]


def _kind(path: str) -> str:
    """The address without whose it is."""
    return re.sub(r"/nop-ho-so/[^/]+", "/nop-ho-so/…", path)


def _with_everything(browser: Browser, page: str) -> dict[str, int]:
    """The page and whatever it names, and what that names: path to bytes on the wire."""
    shown = browser.get(page, **{"accept-encoding": ACCEPTED})
    found = {page: expect(shown, 200, page).size}
    markup = browser.get(page).text
    waiting = [
        urljoin(page, match[1])
        for match in NAMED.finditer(markup)
        if not NOT_FETCHED.search(match[0]) and not match[1].startswith("data:")
    ]
    while waiting:
        path = urlsplit(waiting.pop()).path
        if path in found:
            continue
        found[path] = expect(browser.get(path, **{"accept-encoding": ACCEPTED}), 200, path).size
        waiting += [urljoin(path, name) for name in _named_by(browser.get(path))]
    return found


def _named_by(answer: Answer) -> list[str]:
    """Modules that a script imports, pictures that a style sheet shows."""
    kind = answer.headers.get("content-type", "")
    pattern = IMPORTED if "javascript" in kind else IN_STYLE if "css" in kind else None
    if pattern is None:
        return []
    names = (match[1] for match in pattern.finditer(answer.text))
    return [name for name in names if name.startswith((".", "/")) or (pattern is IN_STYLE and ":" not in name)]

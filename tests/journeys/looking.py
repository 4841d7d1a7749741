"""Looking at a page: what axe finds, whether it fits the screen, and a picture of it to be looked at by people.

A page that is built like one already examined (same elements, classes, roles and states, other words) is not
examined again, so that every kind of page is examined and the stories stay short.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Route

from tests.ground import CHECKOUT

AXE = (CHECKOUT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
SKELETON = """() => [document.documentElement.lang, ...Array.from(document.body.querySelectorAll('*'), (element) =>
  [element.tagName, ...Array.from(element.attributes, ({ name, value }) =>
    /^(class|role|type|scope|open|disabled|checked|hidden|aria-(?!describedby|labelledby|controls))/.test(name)
      ? `${name}=${value.length > 60 ? '…' : value}` : name)].join(' '))]
  .filter((line, place, all) => all.indexOf(line) === place).join('\\n')"""
"""The different kinds of element of the page, in its language; how many there are of each does not matter."""

FINDINGS = """() => axe.run(document, { resultTypes: ['violations'] }).then((found) => found.violations.map((each) =>
  `${each.id} (${each.impact}): ${each.help}; ${each.nodes.slice(0, 3).map((node) => node.html).join(' | ')}`))"""

TOO_WIDE = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  Array.from(document.querySelectorAll('body *'))
    .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map((element) => element.outerHTML.slice(0, 120)).slice(0, 5)"""

_examined: set[str] = set()


@dataclass
class Album:
    """The pictures of one story, in their order."""

    folder: Path
    taken: int = field(default=0)

    def add(self, page: Page, name: str) -> None:
        """A picture of the whole page."""
        self.taken += 1
        page.screenshot(path=self.folder / f"{self.taken:02}-{name}.png", full_page=True, animations="disabled")


def look(page: Page, album: Album, name: str, *, scripts: bool) -> None:
    """Examine the page a person has before them; the other language too, where it is a page to open."""
    too_wide = page.evaluate(TOO_WIDE)
    if too_wide:
        print("WIDE", page.url, too_wide)
    skeleton = f"{scripts} {page.viewport_size} {page.evaluate(SKELETON)}"
    if skeleton in _examined:
        return
    _examined.add(skeleton)
    album.add(page, name)
    if not scripts:
        _as_it_stands(page)
        return
    _examine(page)
    _the_other_language(page, album, name)


def _examine(page: Page) -> None:
    page.evaluate(AXE)
    found: list[Any] = page.evaluate(FINDINGS)
    assert found == [] or os.environ.get("EXPLORE"), f"axe at {page.url}:\n" + "\n".join(found)
    for each in found:
        print("AXE", page.url, each)


def _as_it_stands(page: Page) -> None:
    """The page of somebody without scripts, word for word, in a window where axe may run."""
    context = page.context.browser.new_context(java_script_enabled=True, viewport=page.viewport_size)  # type: ignore[union-attr]
    markup = page.content()
    try:
        window = context.new_page()

        def answer(route: Route) -> None:
            kind = route.request.resource_type
            if kind == "document":
                route.fulfill(body=markup, content_type="text/html; charset=utf-8")
            elif kind == "script":
                route.abort()
            else:
                route.continue_()

        window.route("**/*", answer)
        window.goto(page.url)
        _examine(window)
    finally:
        context.close()


def _the_other_language(page: Page, album: Album, name: str) -> None:
    """The same address in the other language, in a second window of the same person."""
    other = page.locator(".mc-header__tool[hreflang]").get_attribute("href")
    context: BrowserContext = page.context
    window = context.new_page()
    try:
        answer = window.goto(f"{page.url.split('/', 3)[0]}//{page.url.split('/', 3)[2]}{other}")
        if answer is None or answer.status >= 400:
            return  # an address that only takes what is sent to it
        too_wide = window.evaluate(TOO_WIDE)
        if too_wide:
            print("WIDE", window.url, too_wide)
        album.add(window, f"{name}-{window.evaluate('document.documentElement.lang')}")
        _examine(window)
    finally:
        window.close()

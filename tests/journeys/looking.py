"""Looking at a page: what axe finds, whether it fits the screen, and a picture of it to be looked at by people.

A page that is built like one already examined (same elements, classes, roles and states, other words) is not
examined again, so that every kind of page is examined and the stories stay short.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Page, Route

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
    skeleton = f"{scripts} {page.viewport_size} {page.evaluate(SKELETON)}"
    if skeleton in _examined:
        return
    _examined.add(skeleton)
    _fits(page)
    album.add(page, name)
    if scripts:
        _examine(page)
        _the_other_language(page, album, name)
    else:
        _as_it_stands(page)


def _fits(page: Page) -> None:
    too_wide = page.evaluate(TOO_WIDE)
    assert too_wide == [], f"{page.url} is wider than the screen: {too_wide}"


def _examine(page: Page) -> None:
    page.evaluate(AXE)
    found: list[str] = page.evaluate(FINDINGS)
    assert found == [], f"axe at {page.url}:\n" + "\n".join(found)


def _as_it_stands(page: Page) -> None:
    """The page of somebody without scripts, word for word, in a window where axe may run."""
    browser = page.context.browser
    assert browser is not None
    markup = page.content()

    def answer(route: Route) -> None:
        match route.request.resource_type:
            case "document":
                route.fulfill(body=markup, content_type="text/html; charset=utf-8")
            case "script":
                route.abort()
            case _:
                route.continue_()

    context = browser.new_context(viewport=page.viewport_size, reduced_motion="reduce")
    try:
        window = context.new_page()
        window.route("**/*", answer)
        window.goto(page.url)
        _examine(window)
    finally:
        context.close()


def _the_other_language(page: Page, album: Album, name: str) -> None:
    """The same address in the other language, in a second window of the same person."""
    other = page.locator(".mc-header__tool[hreflang]").get_attribute("href")
    assert other is not None
    window = page.context.new_page()
    try:
        if page.viewport_size is not None:
            window.set_viewport_size(page.viewport_size)
        answer = window.goto(urljoin(page.url, other))
        if answer is None or answer.status == HTTPStatus.METHOD_NOT_ALLOWED:
            return  # an address that only takes what is sent to it
        _fits(window)
        album.add(window, f"{name}-{window.locator('html').get_attribute('lang')}")
        _examine(window)
    finally:
        window.close()

"""Looking at a page: what axe finds, whether it fits the screen, and a picture of it to be looked at by people.

A page that is built like one already examined by any worker (same elements, classes, roles and states, other
words) is not examined again, so that every kind of page is examined and the stories stay short. Pictures are
taken when somebody wants them (MOTCUA_PICTURES=1), and where a story failed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import BrowserContext, Page, Route

from tests.ground import CHECKOUT
from tests.surroundings import COMMON

PICTURES_WANTED = bool(os.environ.get("MOTCUA_PICTURES"))
EXAMINED = COMMON / "examined"

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

_as_served: dict[tuple[int, int], BrowserContext] = {}


def forget_what_was_examined() -> None:
    """A new run of the tests examines everything anew."""
    shutil.rmtree(EXAMINED, ignore_errors=True)
    EXAMINED.mkdir(parents=True)


@dataclass
class Album:
    """The pictures of one story, in their order."""

    folder: Path
    taken: int = field(default=0)

    def add(self, page: Page, name: str, *, always: bool = False) -> None:
        """A picture of the whole page, if pictures are wanted."""
        if not (PICTURES_WANTED or always):
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self.taken += 1
        page.screenshot(path=self.folder / f"{self.taken:02}-{name}.png", full_page=True, animations="disabled")


def look(page: Page, album: Album, name: str, *, scripts: bool) -> None:
    """Examine the page a person has before them; the other language too, where it is a page to open."""
    if not _is_new(page, scripts=scripts):
        return
    _fits(page)
    album.add(page, name)
    if scripts:
        _examine(page)
        _the_other_language(page, album, name)
    else:
        _as_it_stands(page)


def _is_new(page: Page, *, scripts: bool) -> bool:
    """Whether no worker has examined a page that is built like this one; it is this one's now."""
    skeleton = f"{scripts} {page.viewport_size} {page.evaluate(SKELETON)}"
    try:
        (EXAMINED / hashlib.sha256(skeleton.encode()).hexdigest()).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


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

    size = page.viewport_size
    assert size is not None
    key = (size["width"], size["height"])
    if key not in _as_served:
        _as_served[key] = browser.new_context(viewport=size, reduced_motion="reduce")
        _as_served[key].new_page()
    window = _as_served[key].pages[0]
    window.route("**/*", answer)
    window.goto(page.url)
    _examine(window)
    window.unroute("**/*", answer)


def _the_other_language(page: Page, album: Album, name: str) -> None:
    """The same address in the other language, in a second window of the same person."""
    other = page.locator(".mc-header__tool[hreflang]").get_attribute("href")
    assert other is not None
    windows = [window for window in page.context.pages if window != page]
    window = windows[0] if windows else page.context.new_page()
    if page.viewport_size is not None and window.viewport_size != page.viewport_size:
        window.set_viewport_size(page.viewport_size)
    answer = window.goto(urljoin(page.url, other))
    if answer is None or answer.status == HTTPStatus.METHOD_NOT_ALLOWED:
        return  # an address that only takes what is sent to it
    if not _is_new(window, scripts=True):
        return
    _fits(window)
    album.add(window, f"{name}-{window.locator('html').get_attribute('lang')}")
    _examine(window)

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

from playwright.sync_api import Page

from tests.ground import CHECKOUT
from tests.surroundings import COMMON

PICTURES_WANTED = bool(os.environ.get("MOTCUA_PICTURES"))
EXAMINED = COMMON / "examined"
Size = tuple[int, int]
Sizes = dict[str, Size | None]

AXE_FILE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
AXE = AXE_FILE.read_text(encoding="utf-8")
GLANCE = """() => [
  [document.documentElement.lang, ...Array.from(document.body.querySelectorAll('*'), (element) =>
    [element.tagName, ...Array.from(element.attributes, ({ name, value }) =>
      /^(class|role|type|scope|open|disabled|checked|hidden|aria-(?!describedby|labelledby|controls))/.test(name)
        ? `${name}=${value.length > 60 ? '…' : value}` : name)].join(' '))]
    .filter((line, place, all) => all.indexOf(line) === place).join('\\n'),
  document.querySelector('.mc-header__tool[hreflang]')?.href]"""
"""The different kinds of element of the page, in its language; how many there are of each does not matter. And where
it is in the other language."""

AXE_COMES = """(scripts) => 'axe' in window || (scripts && new Promise((came) => {
  const script = document.createElement('script')
  for (const end of ['load', 'error']) {
    script.addEventListener(end, () => { script.remove(); came(end === 'load') })
  }
  script.src = '/static/axe.min.js'
  document.head.append(script)
}))"""
"""Whether axe is there. What a page fetches itself the browser has compiled already if it saw it on another page."""

FINDINGS = """async (scripts) => {
  const wide = document.documentElement.clientWidth, later = window.setTimeout
  const sticksOut = document.documentElement.scrollWidth <= wide ? [] :
    Array.from(document.querySelectorAll('body *'))
      .filter((element) => element.getBoundingClientRect().right > wide + 1)
      .map((element) => `sticks out: ${element.outerHTML.slice(0, 120)}`).slice(0, 5)
  const blares = Array.from(document.querySelectorAll('[autoplay]'), (each) => `plays by itself: ${each.outerHTML}`)
  if (!scripts) {
    window.setTimeout = (act, wait, ...said) => { wait > 1 || Promise.resolve().then(() => act(...said)) }
  }
  try {
    const found = await axe.run(document, { resultTypes: ['violations'], preload: scripts })
    return [...sticksOut, ...blares, ...found.violations.map((each) =>
      `${each.id} (${each.impact}): ${each.help}; ${each.nodes.slice(0, 3).map((node) => node.html).join(' | ')}`)]
  } finally {
    window.setTimeout = later
  }
}"""
"""What is wrong with the page: what is wider than the screen, and what axe finds. In a browser without scripts no timer
ever ends, so what axe puts off for a moment comes next, and nothing is waited for (axe waits for what plays by itself).
"""


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

    def keep(self, name: str, content: bytes) -> None:
        """A file that somebody was given, beside the pictures, if those are wanted."""
        if PICTURES_WANTED:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(content)


def look(page: Page, album: Album, name: str, *, scripts: bool, sizes: Sizes | None = None) -> None:
    """Examine the page a person has before them; the other language too, where it is a page to open.

    With `sizes` (each with its name), in one window size after the other; the last one remains.
    """
    new: Sizes = {}
    other = None
    for said, size in (sizes or {"": None}).items():
        _resize(page, size)
        skeleton, other = _glance(page)
        if _is_new(skeleton, page, scripts=scripts):
            new[said] = size
            album.add(page, f"{name}{said}")
            _examine(page, scripts=scripts)
    if scripts and new:
        assert other is not None
        _the_other_language(page, other, album, name, new)


def _resize(page: Page, size: Size | None) -> None:
    if size is not None and page.viewport_size != {"width": size[0], "height": size[1]}:
        page.set_viewport_size({"width": size[0], "height": size[1]})


def _glance(page: Page) -> tuple[str, str | None]:
    skeleton, other = page.evaluate(GLANCE)
    return skeleton, other


def _is_new(skeleton: str, page: Page, *, scripts: bool) -> bool:
    """Whether no worker has examined a page that is built like this one; it is this one's now."""
    seen = f"{scripts} {page.viewport_size} {skeleton}"
    try:
        (EXAMINED / hashlib.sha256(seen.encode()).hexdigest()).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _examine(page: Page, *, scripts: bool) -> None:
    if not page.evaluate(AXE_COMES, scripts):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(FINDINGS, scripts)
    assert found == [], f"{page.url} at {page.viewport_size}:\n" + "\n".join(found)


def _the_other_language(page: Page, address: str, album: Album, name: str, sizes: Sizes) -> None:
    """The same address in the other language, in a second window of the same person."""
    windows = [window for window in page.context.pages if window != page]
    window = windows[0] if windows else page.context.new_page()
    here = page.viewport_size
    assert here is not None
    first = next(iter(sizes.values())) or (here["width"], here["height"])
    _resize(window, first)
    answer = window.goto(address)
    if answer is None or answer.status == HTTPStatus.METHOD_NOT_ALLOWED:
        return  # an address that only takes what is sent to it
    for said, size in sizes.items():
        _resize(window, size)
        skeleton, _back = _glance(window)
        if _is_new(skeleton, window, scripts=True):
            album.add(window, f"{name}{said}-{window.locator('html').get_attribute('lang')}")
            _examine(window, scripts=True)

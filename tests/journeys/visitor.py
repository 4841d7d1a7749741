"""A person with a browser of their own: what they press, type and see."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Browser, Download, Locator, Page, Response

from tests.journeys.looking import Album, Sizes, look

PHONE, DESK = (360, 740), (1280, 900)
PATIENCE = 30_000
"""Milliseconds that anything may take."""

ANSWER = """(boxes, answers) => {
  const seen = new Set(), unanswered = []
  for (const box of boxes) {
    if (!(box.name in answers) || seen.has(box.name) || ['hidden', 'submit', 'file'].includes(box.type)) continue
    seen.add(box.name)
    const answer = answers[box.name]
    const same = box.type === 'radio' ? boxes.find((each) => each.name === box.name && each.value === answer) : box
    if (!same || same.disabled || same.readOnly || !same.checkVisibility()) {
      unanswered.push(box.name)
    } else if (box.type === 'radio' || box.type === 'checkbox') {
      if (!same.checked) same.click()
      if (!same.checked) unanswered.push(box.name)
    } else {
      same.value = answer
      for (const kind of ['input', 'change']) same.dispatchEvent(new Event(kind, { bubbles: true }))
      if (same.value !== answer) unanswered.push(box.name)
    }
  }
  return unanswered
}"""
"""All answers of a page at once: asking the browser box by box took longer than anything else in the stories."""


class Visitor:
    """Somebody who came to the site; with `scripts=False` their browser runs no JavaScript."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        album: Album,
        name: str,
        *,
        scripts: bool,
        size: tuple[int, int],
        language: str,
    ) -> None:
        self.name, self.address, self.album, self.scripts = name, address, album, scripts
        self.root = "" if language == "vi" else f"/{language}"
        self._browser, self._size = browser, size
        self.complaints: list[str] = []
        self._open(None)

    def _open(self, kept: object) -> None:
        self.context = self._browser.new_context(
            java_script_enabled=self.scripts,
            viewport={"width": self._size[0], "height": self._size[1]},
            reduced_motion="reduce",
            storage_state=kept,  # type: ignore[arg-type]  # what Playwright gave itself
        )
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda problem: self.complaints.append(str(problem)))
        self.page.on("console", lambda said: self._hear(said.type, said.text))

    def _hear(self, kind: str, text: str) -> None:
        # An answer of 4xx is said in the console too; whether it was due is for the story to judge.
        if kind == "error" and "Failed to load resource" not in text:
            self.complaints.append(text)

    def close_the_browser_and_open_it_again(self) -> None:
        """Everything on the screen is gone; what the browser keeps between days is there."""
        kept = self.context.storage_state()
        kept["cookies"] = [cookie for cookie in kept["cookies"] if cookie["expires"] > 0]
        self.context.close()
        self._open(kept)

    def leave(self, *, failed: bool = False) -> None:
        """Done; nothing on the way may have gone wrong in the browser unseen."""
        self.context.close()
        assert failed or self.complaints == [], f"{self.name}'s browser complained: {self.complaints}"

    # Going about.

    def open(self, path: str) -> Response | None:
        """Type an address."""
        return self.page.goto(f"{self.address}{self.root}{path}")

    def follow(self, words: str) -> None:
        """Press a link, one that looks like a button too."""
        with self.page.expect_navigation():
            self.page.locator("a:visible").filter(has_text=words).first.click()

    def press(self, words: str, within: Locator | None = None) -> None:
        """Press a button, and wait for the page it leads to."""
        with self.page.expect_navigation():
            (within or self.page).get_by_role("button", name=words, exact=True).first.click()

    def download(self, words: str) -> tuple[str, bytes]:
        """Press a link that gives a file: its name and its bytes."""
        with self.page.expect_download() as coming:
            self.page.get_by_role("link", name=words).first.click()
        got: Download = coming.value
        return got.suggested_filename, Path(got.path()).read_bytes()

    def come_in_as(self, name: str) -> None:
        """Choose a person of the demonstration on the page that stands in for signing in."""
        for summary in self.page.locator("details:has(.mc-person) > summary").all():
            summary.click()
        with self.page.expect_navigation():
            self.page.locator(".mc-person button").filter(has_text=name).click()

    # Filling in.

    def fill(self, typed: Mapping[str, list[str]], only: frozenset[str] | None = None) -> None:
        """Answer every question on the page that we have an answer to, in the order of the page."""
        answers = {name: each[0] for name, each in typed.items() if only is None or name in only}
        boxes = self.page.locator("main form[data-typed], main form[data-once]").locator("[name]")
        unanswered: list[str] = boxes.evaluate_all(ANSWER, answers)
        assert unanswered == [], f"{self.name} cannot answer {unanswered} at {self.page.url}"

    def value_of(self, name: str) -> str:
        """What stands in a box now."""
        return self.page.locator(f'main [name="{name}"]').input_value()

    # Seeing.

    @property
    def path(self) -> str:
        """Where the person is, without the site, the language and the place on the page."""
        return self.page.url.removeprefix(self.address).removeprefix(self.root).partition("#")[0]

    @property
    def heading(self) -> str:
        """The main heading."""
        return " ".join(self.page.locator("h1").inner_text().split())

    def text(self) -> str:
        """What can be read in the main part of the page, folded parts too, with single spaces."""
        return " ".join((self.page.locator("main").text_content() or "").split())

    def sees(self, words: str) -> None:
        """These words are on the page."""
        assert words in self.text(), f"{self.name} at {self.page.url} does not see “{words}”:\n{self.text()}"

    def does_not_see(self, *words: str) -> None:
        """None of these words is anywhere on the page."""
        shown = self.page.content()
        assert [each for each in words if each in shown] == []

    def looks(self, name: str) -> None:
        """Examine the page; see `looking`."""
        look(self.page, self.album, f"{self.name.lower()}-{name}", scripts=self.scripts)

    def looks_in_both_sizes(self, name: str) -> None:
        """The same page on a phone and on a desk."""
        sizes: Sizes = {"-phone": PHONE, "-desk": DESK}
        look(self.page, self.album, f"{self.name.lower()}-{name}", scripts=self.scripts, sizes=sizes)

    def takes_a_picture(self, name: str) -> None:
        """Only that, where no further request may be made."""
        self.album.add(self.page, f"{self.name.lower()}-{name}")

    @property
    def state(self) -> str:
        """The state of the dossier on the page, by its tag."""
        return " ".join(self.page.locator("main .govuk-tag").first.inner_text().split())

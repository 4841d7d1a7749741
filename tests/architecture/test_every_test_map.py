"""Every action, query and address has a test that names it: found in the syntax trees, not in a list kept by hand."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.urls import Resolver404, resolve
from django.utils.translation import override

from tests.architecture.addresses import GROUPS, addresses

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = ROOT / "src" / "motcua" / "domain"
TESTS = ROOT / "tests"
SHOWN = ("web", "journeys")
"""Where tests of addresses live."""


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def public_functions(storey: str) -> dict[str, Path]:
    """`module.storey.name` of each function that the module's `actions` or `queries` offers, with its file."""
    found: dict[str, Path] = {}
    for module in sorted(path for path in DOMAIN.iterdir() if path.is_dir()):
        single, package = module / f"{storey}.py", module / storey
        files = [single] if single.exists() else sorted(package.glob("*.py")) if package.is_dir() else []
        offered = _all_of(package / "__init__.py") if package.is_dir() else None
        for path in files:
            for node in tree_of(path).body:
                name = node.name if isinstance(node, ast.FunctionDef) else "_"
                if not name.startswith("_") and (offered is None or name in offered):
                    found[f"{module.name}.{storey}.{name}"] = path
    return found


def _all_of(init: Path) -> set[str] | None:
    """The names in `__all__`; without one, everything public counts."""
    for node in tree_of(init).body:
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "__all__" for target in node.targets):
            return set(ast.literal_eval(node.value))
    return None


@cache
def names_in_tests() -> frozenset[str]:
    """Every name that a test imports or reaches for as an attribute."""
    names: set[str] = set()
    for path in TESTS.rglob("*.py"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Attribute):
                names.add(node.attr)
            elif isinstance(node, ast.ImportFrom):
                names |= {alias.name for alias in node.names}
    return frozenset(names)


def texts_in(folder: Path) -> Iterator[str]:
    """Every text in the tests of a folder; what is filled in while they run stands as 1."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
            elif isinstance(node, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "1" for part in node.values)


def addresses_visited() -> set[str]:
    """The names of the addresses that tests of pages reverse or spell out."""
    visited: set[str] = set()
    with override("vi"):
        for text in {text for folder in SHOWN for text in texts_in(TESTS / folder)}:
            visited.add(text)
            path = text.removeprefix("/en").partition("?")[0]
            try:
                visited.add(resolve(path).view_name if path.startswith("/") else "")
            except Resolver404:
                continue
    return visited


def report(what: str, missing: list[str]) -> str:
    return f"{len(missing)} {what} without a test:\n  " + "\n  ".join(missing)


def test_every_action_has_a_test() -> None:
    offered = public_functions("actions")
    assert "dossiers.actions.submit" in offered
    missing = [name for name in sorted(offered) if name.rpartition(".")[2] not in names_in_tests()]
    assert missing == [], report("actions", missing)


def test_every_query_has_a_test() -> None:
    offered = public_functions("queries")
    assert "dossiers.queries.public_view" in offered
    missing = [name for name in sorted(offered) if name.rpartition(".")[2] not in names_in_tests()]
    assert missing == [], report("queries", missing)


def test_every_address_has_a_test() -> None:
    visited = addresses_visited()
    missing = sorted(
        {each.name for each in addresses() if not each.route.startswith(tuple(GROUPS)) and each.name not in visited}
    )
    assert missing == [], report("addresses", missing)

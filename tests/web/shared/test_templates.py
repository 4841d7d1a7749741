"""Templates name only what they are given: the context, globals, and what they declare at their top."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import engines
from jinja2 import Environment, meta, nodes

from motcua.web.shared import context
from motcua.web.shared.filters import inside

WEB = Path(__file__).resolve().parents[3] / "src" / "motcua" / "web"
TEMPLATES = sorted(WEB.glob("*/templates/**/*.html"))
USES = re.compile(r"\{#-?\s*uses:\s*(.*?)\s*-?#\}", re.DOTALL)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


def environment() -> Environment:
    made: Environment = engines["jinja2"].env  # type: ignore[attr-defined]
    return made


def undeclared(source: str) -> tuple[set[str], set[str]]:
    """Names a template uses without having been promised them, and names it declares without using them."""
    tree = environment().parse(source)
    # Names imported or set at the top of a template are its blocks' too; `meta` looks at each block alone.
    own = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    own |= {_as(name) for node in tree.find_all(nodes.FromImport) for name in node.names}
    own |= {macro.name for macro in tree.find_all(nodes.Macro)}
    named = meta.find_undeclared_variables(tree) - own
    given = context.NAMES | set(environment().globals) | {"self", "caller", "varargs", "kwargs"}
    match = USES.search(source)
    declared = {name.strip() for name in match[1].split(",")} if match else set()
    return named - given - declared, declared - named - _used_above(tree)


def _source(name: str) -> str:
    loader = environment().loader
    assert loader is not None
    return loader.get_source(environment(), name)[0]


def _used_above(tree: nodes.Template) -> set[str]:
    """What the templates it extends make of its variables."""
    used: set[str] = set()
    for node in tree.find_all(nodes.Extends):
        assert isinstance(node.template, nodes.Const)
        above = environment().parse(_source(node.template.value))
        used |= meta.find_undeclared_variables(above) | _used_above(above)
    return used


def _as(name: str | tuple[str, str]) -> str:
    return name if isinstance(name, str) else name[1]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_template_names_only_what_it_is_given(path: Path) -> None:
    unknown, unused = undeclared(path.read_text("utf-8"))
    assert not unknown, f"not declared by {{#- uses: … -#}}: {sorted(unknown)}"
    assert not unused, f"declared and not used: {sorted(unused)}"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_template_has_nothing_inline_that_the_security_policy_forbids(path: Path) -> None:
    assert not INLINE.search(path.read_text("utf-8"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_template_builds_on_templates_that_exist(path: Path) -> None:
    tree = environment().parse(path.read_text("utf-8"))
    for node in tree.find_all((nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)):
        named = getattr(node, "template", None)
        assert isinstance(named, nodes.Const), "a template is named by a constant, so that this check sees it"
        environment().get_template(named.value)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_template_imports_only_macros_that_exist(path: Path) -> None:
    for node in environment().parse(path.read_text("utf-8")).find_all(nodes.FromImport):
        assert isinstance(node.template, nodes.Const)
        module = environment().get_template(node.template.value).module
        for name in node.names:
            assert hasattr(module, name if isinstance(name, str) else name[0]), name


def test_the_check_sees_a_name_that_nobody_gives() -> None:
    assert undeclared("{{ dossier.code }}{{ now }}") == ({"dossier"}, set())


def test_the_check_accepts_a_declared_name_and_sees_a_stale_one() -> None:
    assert undeclared("{#- uses: dossier, task -#}{{ dossier.code }}") == (set(), {"task"})


def test_a_name_inside_a_sentence_begins_small_and_an_abbreviation_stays() -> None:
    assert [inside(name) for name in ("Thành viên", "GCN cũ", "Ô tô", "")] == ["thành viên", "GCN cũ", "ô tô", ""]

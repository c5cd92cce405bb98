"""The documentation is held to the code."""

import json
import re
from importlib import resources
from pathlib import Path

import click
import pytest

import dateline
from dateline.cli.main import cli
from dateline.model.stands import AGAINST, FOR
from dateline.model.status import CONTRADICTS

ROOT = Path(__file__).resolve().parent.parent
CLI, JSON, PYTHON, GLOSSARY = (
    (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")
    for name in ("cli", "json", "python", "glossary")
)
COMMANDS = {
    **{n: c for n, c in cli.commands.items() if not isinstance(c, click.Group)},
    **{
        f"{n} {m}": d
        for n, c in cli.commands.items()
        if isinstance(c, click.Group)
        for m, d in c.commands.items()
    },
}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_flag_is_documented(name):
    """docs/cli.md has a section for each command that names each of its flags."""
    section = CLI.partition(f"## dateline {name}\n")[2].partition("\n## ")[0]
    assert section, f"no section for dateline {name}"
    flags = {flag for p in COMMANDS[name].params if isinstance(p, click.Option) for flag in p.opts}
    assert not {flag for flag in flags if f"`{flag}" not in section}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_no_flag_is_documented_that_does_not_exist(name):
    """A flag in a command's section of docs/cli.md is a flag of that command."""
    section = CLI.partition(f"## dateline {name}\n")[2].partition("\n## ")[0]
    flags = {flag for p in COMMANDS[name].params if isinstance(p, click.Option) for flag in p.opts}
    assert set(re.findall(r"`(--[a-z-]+)", section)) <= flags | {"--help"}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_help_ends_in_an_example(name):
    """The last line of every help is a command that can be copied."""
    command = COMMANDS[name]
    assert (command.epilog or "").startswith(f"Example: dateline {name} ")
    last = command.get_help(click.Context(command, info_name=name)).strip().splitlines()[-1]
    assert "dateline" in last or last.startswith("  ")


def _keys_and_words(value):
    if isinstance(value, dict):
        yield from value.get("properties", {})
        yield from (w for w in value.get("enum", ()) if isinstance(w, str))
        for item in value.values():
            yield from _keys_and_words(item)
    elif isinstance(value, list):
        for item in value:
            yield from _keys_and_words(item)


def test_every_json_key_and_vocabulary_is_documented():
    """docs/json.md names every key of the contract and every word of its vocabularies."""
    schema = json.loads(
        (resources.files("dateline.model") / "report.schema.json").read_text(encoding="utf-8")
    )
    missing = {w for w in _keys_and_words(schema) if not re.search(rf"`[^`]*\b{re.escape(w)}\b[^`]*`", JSON)}
    assert not missing


def test_every_public_name_is_documented():
    """docs/python.md names everything in ``dateline.__all__``."""
    assert not [name for name in dateline.__all__ if f"`{name}" not in PYTHON]


def test_the_glossary_is_in_order():
    """Words of the glossary stand in alphabetical order."""
    words = re.findall(r"^\| ([a-z]+) \|", GLOSSARY, re.MULTILINE)[1:]
    assert words == sorted(words)


@pytest.mark.parametrize("page", sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]), ids=lambda p: p.name)
def test_no_link_is_broken(page):
    """A link to a file of the repository leads there."""
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]


def test_the_tour_shows_real_output():
    """Each line of the README's tour is a line of what Dateline prints of that example today."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command, _, block = readme.partition("$ dateline read examples/")[2].partition("```")[0].partition("\n")
    golden = next(
        (ROOT / "tests" / "golden").glob(
            f"*_{command.strip().partition('_')[2].removesuffix('.txt')}.brief.txt"
        )
    )
    printed = {line.rstrip() for line in golden.read_text(encoding="utf-8").splitlines()}
    shown = [line for line in block.splitlines() if line.strip() not in {"", "…"}]
    assert len(shown) > 10
    assert [line for line in shown if line.rstrip() not in printed] == []


def test_the_table_of_contradictions_is_that_of_the_code():
    """docs/status.md has one row for each pair of statuses that cannot both be true, and no other."""
    page = (ROOT / "docs" / "status.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \|", page, re.MULTILINE)
    assert sorted(rows) == sorted((a.value, b.value) for a, b in CONTRADICTS)


def test_the_table_of_opposed_stances_is_that_of_the_code():
    """docs/positions.md lists the stances that are for a matter, and those that are against it."""
    page = (ROOT / "docs" / "positions.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (for|against) \| (.*) \|$", page, re.MULTILINE))
    for name, stances in (("for", FOR), ("against", AGAINST)):
        assert set(re.findall(r"`(\w+)`", rows[name])) == {s.value for s in stances}

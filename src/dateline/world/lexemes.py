"""From tables to lexemes: every surface a text may use, with its readings and its rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.world.entries import Entry, EntryKind, Form
from dateline.world.fold import fold
from dateline.world.tables import Name, Office, State, Tables

__all__ = ["Lexeme", "Reading", "Rule", "lexemes"]

Rule = str  # "", "never", "lone" or "titled"


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a surface: an entry as it stands, or a person whose role depends on the day."""

    form: Form
    entry: Entry | None = None
    person: str = ""


@dataclass(slots=True)
class Lexeme:
    """A folded surface, its readings best first, and when it counts.

    ``never``: it names nothing in a text (it keeps a shorter name from matching inside); ``lone``: not amid
    words in capitals; ``titled``: only right after a title.
    """

    surface: str
    readings: list[Reading]
    rule: Rule = ""


def lexemes(tables: Tables) -> tuple[Lexeme, ...]:
    """Every surface of the tables, each once, in the order in which the tables first give it."""
    found: dict[str, Lexeme] = {}
    rules = {fold(block.surface): block.rule for block in tables.blocks}
    for surface, reading in _readings(tables):
        for variant in _variants(fold(surface), rules):
            lexeme = found.setdefault(variant, Lexeme(variant, [], rules.get(variant, "")))
            if reading not in lexeme.readings:
                lexeme.readings.append(reading)
    for surface, rule in rules.items():
        if rule == "never":
            found.setdefault(surface, Lexeme(surface, [], rule))
    return tuple(found.values())


def _variants(surface: str, rules: dict[str, Rule]) -> tuple[str, ...]:
    """The surface, and as a headline in capitals writes it; a word under a rule stays as it is."""
    capitals = surface.upper()
    if surface in rules or capitals in rules or len(surface) < 4 or surface[0].islower():
        return (surface,)
    return (surface,) if capitals == surface else (surface, capitals)


def _readings(tables: Tables) -> Iterator[tuple[str, Reading]]:
    for organisation in tables.organisations:
        yield from _named(organisation, _organisation_kind(organisation))
    for state in tables.states:
        yield from _state(state)
    for office in tables.offices:
        yield from _office(office)
    for person in tables.persons:
        for surface in (person.name, *person.aliases):
            yield surface, Reading(Form.NAME, person=person.name)
    for person in tables.persons:
        for surface in person.surnames:
            yield surface, Reading(Form.SURNAME, person=person.name)
    for outlet in tables.outlets:
        yield from _named(outlet, EntryKind.OUTLET)
    for place in tables.places:
        yield from _named(place, EntryKind.PLACE)


def _organisation_kind(row: Name) -> EntryKind:
    return EntryKind.GROUP if row.sort == "group" else EntryKind.ORGANISATION


def _named(row: Name, kind: EntryKind) -> Iterator[tuple[str, Reading]]:
    entry = Entry(row.name, kind, row.side or (row.name if kind is EntryKind.ORGANISATION else None))
    for surface in (row.name, *row.aliases):
        metonym = surface.startswith("~")
        form = Form.METONYM if metonym else _name_form(surface)
        yield surface.lstrip("~"), Reading(form, entry)


def _name_form(surface: str) -> Form:
    letters = [char for char in surface if char.isalpha()]
    short = len(letters) <= 6 and " " not in surface and sum(map(str.isupper, letters)) > 1
    return Form.ABBREVIATION if short else Form.NAME


def _state(row: State) -> Iterator[tuple[str, Reading]]:
    entry = Entry(row.name, EntryKind.STATE, row.name)
    for surface in (row.name, *row.aliases):
        yield surface, Reading(_name_form(surface), entry)
    for surface in (*row.adjectives, *row.nouns):
        yield surface, Reading(Form.DEMONYM, entry)
    if row.capitals:
        place = Entry(row.capitals[0], EntryKind.PLACE, row.name)
        for surface in row.capitals:
            yield surface, Reading(Form.CAPITAL, entry)
            yield surface, Reading(Form.CAPITAL, place)


def _office(row: Office) -> Iterator[tuple[str, Reading]]:
    entry = Entry(row.name, EntryKind.OFFICE, row.side or None)
    for surface in (row.name, *row.aliases):
        metonym = row.metonym or surface.startswith("~")
        yield surface.lstrip("~"), Reading(Form.METONYM if metonym else Form.NAME, entry)

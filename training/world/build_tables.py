"""Build the shipped world tables from the research data and the curated lists beside this script.

    python training/world/build_tables.py SHARED_WORLD

SHARED_WORLD holds ``factbook_world`` (CC0), ``country_codes`` (PDDL), ``fundus_publishers`` (MIT) and
``own_seed`` (ours); see ``src/dateline/world/tables/README.md``. Deterministic: same input, same bytes.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from people import persons_and_spells

HERE = Path(__file__).parent
TABLES = HERE.parents[1] / "src" / "dateline" / "world" / "tables"
FACTBOOK = "factbook"
CURATED = "curated"
CURATED_TABLES = ("organisations", "offices", "places", "members")
# Not in the United Nations (members are found by their IGO list), yet news treats them as states.
MORE_STATES = {"tw", "kv", "vt"}


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def curated(name: str) -> Iterator[list[str]]:
    """The cells of each line of a curated list: parted by `` ; ``, comments left out."""
    for line in lines_of(name):
        yield [cell.strip() for cell in f"{line} ".split(" ;")]


def lines_of(name: str) -> list[str]:
    """The lines of a curated list, comments left out."""
    lines = (HERE / "curated" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def write(table: str, columns: str, lines: Iterable[Iterable[str]]) -> None:
    """Write one shipped table."""
    with (TABLES / f"{table}.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns.split())
        writer.writerows(lines)


def many(cells: Iterable[str]) -> str:
    """Cells joined, each once, without the empty ones."""
    return "|".join(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))


def plurals(noun: str) -> list[str]:
    """``Algerian(s)`` is Algerian and Algerians; remarks in brackets go."""
    found = []
    for part in re.split(r",| or |;", re.sub(r"\((?!s\)|men\)|women\)).*?\)", "", noun)):
        word = part.strip()
        found += [word.replace("(s)", ""), word.replace("(s)", "s")] if "(s)" in word else [word]
    return [word for word in found if re.fullmatch(r"[A-Z][\w' -]+", word)]


def capitals(cell: str) -> list[str]:
    """``Gitega (political capital), Bujumbura (commercial capital)`` without the remarks."""
    plain = re.sub(r"\(.*?\)", "", cell.split("; note", maxsplit=1)[0])
    return [
        part.strip() for part in re.split(r"[;,]", plain) if re.fullmatch(r"[^\W\d_][\w' .-]+", part.strip())
    ]


def states(shared: Path) -> dict[str, str]:
    """Write states.csv; the canonical name of each factbook code."""
    own = {cells[1]: cells for cells in curated("states")}
    names: dict[str, str] = {}
    lines = []
    for row in rows(shared / "factbook_world" / "countries.csv"):
        code = row["gec"]
        if code not in MORE_STATES and "UN" not in row["intl_orgs"].split(", "):
            continue
        cells = own.pop(code, None)
        short = row["short"] if row["short"] != "none" else row["long"]
        name = cells[0] if cells else short
        names[code] = name
        long = (
            []
            if row["long"] in {"none", short} or ";" in row["long"] or "(" in row["long"]
            else [row["long"]]
        )
        if cells:
            aliases, demonyms, heads = (cell.split("|") for cell in cells[2:5])
            adjectives, nouns = demonyms[:1], demonyms[1:]
            heads = [] if heads == ["-"] else heads
        else:
            aliases, adjectives, nouns = [], plurals(row["demonym_adj"]), plurals(row["demonym_noun"])
            heads = capitals(row["capital"])
        same = {name, *aliases}
        lines.append(
            (
                name,
                many(alias for alias in (*aliases, *long) if alias != name),
                many(adjectives),
                many(noun for noun in nouns if noun not in adjectives),
                many(head for head in heads if head not in same),
                cells[5] if cells else "1",
                f"{FACTBOOK}+{CURATED}" if cells else FACTBOOK,
            )
        )
    for cells in own.values():
        demonyms = cells[3].split("|")
        lines.append((cells[0], cells[2], demonyms[0], many(demonyms[1:]), cells[4], cells[5], CURATED))
    write("states", "name aliases adjectives nouns capitals weight source", sorted(lines))
    return names


def outlets(shared: Path) -> None:
    """Write outlets.csv: the curated list, the seed, then the publishers of Fundus."""
    codes = country_names(shared)
    found: dict[str, list[str]] = {}
    taken: set[str] = set()

    def add(name: str, aliases: list[str], *facts: str) -> None:
        key = name.removeprefix("The ").casefold()
        if key in taken:
            return
        taken.update(alias.removeprefix("The ").casefold() for alias in (name, *aliases))
        found[name] = [name, many(a for a in aliases if a != name), *facts]

    for cells in curated("outlets"):
        name, aliases, code, sort, domain = (*cells, "", "", "")[:5]
        add(name, aliases.split("|"), codes.get(code, ""), sort, domain, CURATED)
    for row in rows(shared / "own_seed" / "news_outlets.csv"):
        side = codes.get(row["cc"], "")
        if row["name"] in UNSAFE_OUTLETS:
            continue
        add(row["name"], [row["short"], *row["aliases"].split("|")], side, row["type"], "", "own_seed")
    domains = {domain for line in found.values() for domain in line[4].split("|")}
    for row in rows(shared / "fundus_publishers" / "publishers.csv"):
        domain = row["domain"].removeprefix("www.")
        name = re.sub(r"\s*\(.*\)$", "", row["name"])
        if domain not in domains and len(name) > 3 and name not in UNSAFE_OUTLETS:
            key = next(
                (
                    n
                    for n in found
                    if n.removeprefix("The ").casefold() == name.removeprefix("The ").casefold()
                ),
                None,
            )
            if key is None:
                add(name, [], codes.get(row["country"], ""), "", domain, "fundus")
            elif not found[key][4]:
                found[key][4] = domain
    write("outlets", "name aliases side sort domain source", [found[name] for name in sorted(found)])


# Common words and places: only their longer names (in the curated list) may match.
UNSAFE_OUTLETS = {
    "People", "Bild", "Stern", "Focus Online", "Nature", "Metro", "Wired", "Publico", "ABC",
    "Expressen", "Ilanga", "Tageblatt", "The Nation", "The National", "Time", "MENA", "Petra",
    "The Citizen", "The Sun", "The Mirror", "Daily Star", "Wochenblatt", "World Truth",
    "Rest of World", "The Province", "Global News", "Kicker", "Golem", "Gamestar", "Heise",
    "Postillon", "Canada.com", "Daily News", "Rolling Stone", "Vogue", "Sportschau",
    "Rheinische Post", "Verdens Gang", "Euronews", "The BBC", "Associated Press News",
    "Politico EU", "Spiegel Online", "Anadolu Ajansı", "Times Of India", "Voice Of America",
    "Die Tageszeitung", "AFP Faktencheck", "The Nikkei",
}  # fmt: skip


def country_names(shared: Path) -> dict[str, str]:
    """The canonical state of each ISO code."""
    named = {row["name"]: row["name"] for row in rows(TABLES / "states.csv")}
    for row in rows(TABLES / "states.csv"):
        named |= dict.fromkeys(row["aliases"].split("|"), row["name"])
    codes = {
        "EU": "European Union",
        "PS": "Palestine",
        "HK": "China",
        "TW": "Taiwan",
        "XK": "Kosovo",
        "VA": "Vatican",
    }
    for row in rows(shared / "country_codes" / "country-codes.csv"):
        for column in ("CLDR display name", "UNTERM English Short", "official_name_en"):
            if (name := named.get(row[column].removeprefix("the "))) is not None:
                codes.setdefault(row["ISO3166-1-Alpha-2"], name)
    return codes


def guarded_surnames(persons: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Surnames that only the factbook gives: with a title alone, for many are English names too."""
    surnames = {source: [s for *_, names, src in persons if src == source for s in names.split("|")]
                for source in (FACTBOOK, CURATED)}  # fmt: skip
    alone = sorted(set(surnames[FACTBOOK]) - set(surnames[CURATED]) - {""})
    return [(surname, "titled", FACTBOOK) for surname in alone]


def write_as_curated(table: str, more: list[tuple[str, ...]]) -> None:
    """Write a table that lies beside this script, the first row of each key, with more rows."""
    lines = [tuple(row.values()) for row in rows(HERE / "curated" / f"{table}.csv") if row.get("rule", "-")]
    unique = {line[0]: line for line in reversed([*lines, *more])}
    columns = (HERE / "curated" / f"{table}.csv").read_text(encoding="utf-8").split("\n", 1)[0]
    write(table, columns.replace(",", " "), reversed(unique.values()))


def main(shared: Path) -> None:
    """Build every table."""
    codes = states(shared)
    padded = {table: [(*cells, "", "", "", "")[:5] for cells in curated(table)] for table in CURATED_TABLES}
    write(
        "organisations",
        "name aliases side sort source",
        (
            (name, many(also.split("|")), side, sort, CURATED)
            for name, also, sort, side, _ in padded["organisations"]
        ),
    )
    write(
        "offices",
        "name aliases side form bare source",
        (
            (name, many(also.split("|")), side, form, "yes" if bare == "bare" else "", CURATED)
            for name, also, side, form, bare in padded["offices"]
        ),
    )
    write(
        "places",
        "name aliases side sort source",
        (
            (name, many(also.split("|")), side, sort or "city", CURATED)
            for name, also, side, sort, _ in padded["places"]
        ),
    )
    memberships = [
        (group, member.split("@")) for group, names, *_ in padded["members"] for member in names.split("|")
    ]
    write(
        "members",
        "group member first last source",
        ((group, *(*parts, "", "")[:3], CURATED) for group, parts in memberships),
    )
    outlets(shared)
    persons, spells = persons_and_spells(
        lines_of("spells"),
        lines_of("persons"),
        rows(shared / "factbook_world" / "officeholders_2014_2026.csv"),
        codes,
    )
    write("persons", "name aliases surnames source", persons)
    write_as_curated("roles", [])
    write_as_curated("blocks", guarded_surnames(persons))
    write("spells", "name side role first last source", spells)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

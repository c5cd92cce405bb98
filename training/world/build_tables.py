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
    plain = re.sub(r"\(.*?\)", "", cell.split("; note")[0])
    return [part.strip() for part in re.split(r"[;,]", plain) if re.fullmatch(r"[^\W\d_][\w' .-]+", part.strip())]


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
        long = [] if row["long"] in {"none", short} or ";" in row["long"] or "(" in row["long"] else [row["long"]]
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

    def add(name: str, aliases: list[str], side: str, sort: str, domain: str, source: str) -> None:
        key = name.removeprefix("The ").casefold()
        if key in taken:
            return
        taken.update(alias.removeprefix("The ").casefold() for alias in (name, *aliases))
        found[name] = [name, many(a for a in aliases if a != name), side, sort, domain, source]

    for cells in curated("outlets"):
        name, aliases, code, sort, domain = (*cells, "", "", "")[:5]
        add(name, aliases.split("|"), codes.get(code, ""), sort, domain, CURATED)
    for row in rows(shared / "own_seed" / "news_outlets.csv"):
        side = codes.get(row["cc"], "")
        add(row["name"], [row["short"], *row["aliases"].split("|")], side, row["type"], "", "own_seed")
    domains = {line[4]: line[0] for line in found.values() if line[4]}
    for row in rows(shared / "fundus_publishers" / "publishers.csv"):
        domain = row["domain"].removeprefix("www.")
        name = re.sub(r"\s*\(.*\)$", "", row["name"])
        if domain not in domains and len(name) > 3 and name not in UNSAFE_OUTLETS:
            key = next((n for n in found if n.removeprefix("The ").casefold() == name.removeprefix("The ").casefold()), None)
            if key is None:
                add(name, [], codes.get(row["country"], ""), "", domain, "fundus")
            elif not found[key][4]:
                found[key][4] = domain
    write("outlets", "name aliases side sort domain source", [found[name] for name in sorted(found)])


# Common words and places: only their longer names (in the curated list) may match.
UNSAFE_OUTLETS = {
    "People", "Bild", "Stern", "Focus Online", "Nature", "Metro", "Wired", "Publico", "ABC", "Expressen",
    "Ilanga", "Tageblatt", "The Nation", "The Citizen", "The Sun", "The Mirror", "Daily Star", "Wochenblatt",
    "World Truth", "Rest of World", "The Province", "Global News", "Kicker", "Golem", "Gamestar", "Heise",
    "Postillon", "Canada.com", "Daily News", "Rolling Stone", "Vogue", "Sportschau", "Rheinische Post",
    "Verdens Gang", "Euronews", "The BBC", "Associated Press News", "Politico EU", "Spiegel Online",
    "Anadolu Ajansı", "Times Of India", "Voice Of America", "Die Tageszeitung", "AFP Faktencheck", "The Nikkei",
}  # fmt: skip


def country_names(shared: Path) -> dict[str, str]:
    """The canonical state of each ISO code."""
    named = {row["name"]: row["name"] for row in rows(TABLES / "states.csv")}
    for row in rows(TABLES / "states.csv"):
        named |= dict.fromkeys(row["aliases"].split("|"), row["name"])
    codes = {"EU": "European Union", "PS": "Palestine", "HK": "China", "TW": "Taiwan", "XK": "Kosovo", "VA": "Vatican"}
    for row in rows(shared / "country_codes" / "country-codes.csv"):
        for column in ("CLDR display name", "UNTERM English Short", "official_name_en"):
            if (name := named.get(row[column].removeprefix("the "))) is not None:
                codes.setdefault(row["ISO3166-1-Alpha-2"], name)
    return codes


def main(shared: Path) -> None:
    """Build every table."""
    names = states(shared)
    write("organisations", "name aliases side sort source", (
        (c[0], many(c[1].split("|")), (*c, "", "", "")[3], c[2], CURATED) for c in curated("organisations")
    ))  # fmt: skip
    write("offices", "name aliases side form bare source", (
        (c[0], many(c[1].split("|")), c[2], (*c, "", "")[3], "yes" if (*c, "", "", "")[4] == "bare" else "", CURATED)
        for c in curated("offices")
    ))  # fmt: skip
    write("places", "name aliases side sort source", (
        (c[0], many(c[1].split("|")), c[2], (*c, "city")[3], CURATED) for c in curated("places")
    ))  # fmt: skip
    write("members", "group member first last source", (
        (c[0], *(m.strip().split("@") + ["", ""])[:3], CURATED) for c in curated("members") for m in c[1].split("|")
    ))  # fmt: skip
    for table in ("roles", "blocks"):
        lines = [row for row in rows(HERE / "curated" / f"{table}.csv") if row.get("rule", "-")]
        unique = {next(iter(row.values())): row for row in lines}
        write(table, " ".join(lines[0]), (row.values() for row in unique.values()))
    outlets(shared)
    persons, spells = persons_and_spells(
        lines_of("spells"), lines_of("persons"), rows(shared / "factbook_world" / "officeholders_2014_2026.csv"), names
    )
    write("persons", "name aliases surnames source", persons)
    write("spells", "name side role first last source", spells)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

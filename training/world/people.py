"""Persons and their spells of office: curated lines first, the factbook for every other state."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

__all__ = ["persons_and_spells"]

Row = tuple[str, ...]
_SPELL = re.compile(r"^(?P<name>.+?)(?: (?P<first>\d{4}[\d-]*)?\.\.(?P<last>\d{4}[\d-]*)?)?$")
# Spellings of one given name; each name of a line is read as any other.
_GIVEN = [
    line.split()
    for line in """Sergey Sergei Serhiy Serhii Sergiy
Dmitry Dmitri Dmitriy Dmytro
Andrey Andrei Andriy Andrii
Yury Yuri Yuriy Yurii
Volodymyr Vladimir
Oleksandr Alexander Aleksandr Aleksander
Alexey Alexei Aleksei Aleksey Oleksiy Oleksii
Nikolay Nikolai Mykola
Mikhail Mykhailo Mykhaylo
Maxim Maksim Maksym
Yulia Yuliia Yuliya Julia Iuliia
Kirill Kyrylo
Vasily Vasiliy Vasyl
Evgeny Yevgeny Evgeniy Yevhen Yevhenii Evgenii
Valery Valeriy Valerii Valerij
Vitaly Vitaliy Vitali Vitalii
Anatoly Anatoliy Anatolii
Arseniy Arsenii Arseny
Oleh Oleg
Ihor Igor
Pavel Pavlo
Maria Mariya
Viktor Victor
Mohammed Mohammad Muhammad Mohamed Mohamad
Abdullah Abdallah Abdulla
Hossein Hussein Husain Hussain
Ahmad Ahmed
Ebrahim Ibrahim
Yousef Youssef Yusuf
Ali Aly
Petro Pyotr
Svetlana Sviatlana Svitlana
Olha Olga
Iryna Irina
Natalia Natalya Nataliya Nataliia
Tatyana Tatiana Tetiana Tetyana
Liudmyla Lyudmila Lyudmyla Ludmila
Vadym Vadim
Denys Denis
Vyacheslav Viacheslav
Heorhii Georgy Georgiy Heorhiy
Grigory Grigoriy Hryhoriy
Gennady Gennadiy Hennadiy
Artem Artyom
Aleksandar Alexander
Josep Josep
Andrius Andrius""".splitlines()
]
_SPELLINGS = {name: line for line in _GIVEN for name in line}
_PARTICLES = {
    "al",
    "el",
    "bin",
    "von",
    "van",
    "de",
    "der",
    "den",
    "di",
    "da",
    "del",
    "la",
    "le",
    "ben",
    "Al",
    "El",
}
# ``Majed al-Ansari`` is Majed Al-Ansari and Majed Al Ansari too.
_ARTICLE = re.compile(r" al-(?=[A-Z])")
_KOREAN = re.compile(r"^[A-Z][a-z]+ [A-Z][a-z]+[- ][A-Za-z][a-z]+$")
# Titles, offices and remarks that the factbook writes before a name.
_TITLE = re.compile(
    r"^(?:(?:Transition(?:al)?|Transitional|Interim|Acting|Caretaker|First|Federal|Captain|Capt\.?|Lt\.?|Brig\.?"
    r"|Gen\.?|General|Col\.?|Colonel|Maj\.?|Major|Dr\.?|Sir|Dame|Sheikh|Shaykh|Sayyid|Prince|King|Queen|Emperor"
    r"|Emir|Amir|Sultan|Pope|Grand|Duke|Co-prince|President|Vice|Prime|Minister|Premier|Chancellor|Chairman"
    r"|Chairperson|Chief|Executive|State|Council|of|the|Government|Head|Taoiseach|Governor-General|Governor"
    r"|Supreme|Leader|Paramount|Ruler|Tuimalealiifano|Right|Honorable|Honourable|Mr\.?|Mrs\.?|Ms\.?|Presidency"
    r"|Republic|Military|Revolution|Bureau|Crown|Sovereign|ret\.|\(Ret\.?\)|\(retired\))\s+)+"
)
_ROLES = (("prime minister", r"Prime Minister|Premier|Taoiseach"), ("president", r"^(?!Vice).*President"),
          ("king", r"King|Emperor|Grand Duke|Prince\b"), ("queen", r"Queen"), ("sultan", r"Sultan"),
          ("emir", r"Amir|Emir"), ("pope", r"Pope"), ("chancellor", r"Chancellor"))  # fmt: skip
_UNWANTED = re.compile(
    r"Vice|Deputy|Deput|represented|Governor|Co-prince|note|Crown|First Minister|caretaker", re.IGNORECASE
)


def persons_and_spells(
    spells: Iterable[str], persons: Iterable[str], factbook: list[dict[str, str]], states: dict[str, str]
) -> tuple[list[Row], list[Row]]:
    """The rows of persons.csv (name, aliases, surnames, source) and of spells.csv."""
    lines = list(_curated_spells(spells))
    covered = {(line[1], _headship(line[2])) for line in lines}
    lines += [row for row in _factbook_spells(factbook, states) if (row[1], _headship(row[2])) not in covered]
    own = dict(_curated_persons(persons))
    known: dict[str, str] = {}
    for row in lines:
        known.setdefault(row[0], row[5])
    people = [(name, *_names(name, own.get(name, ([], None))), source) for name, source in known.items()]
    return sorted(people), sorted(lines, key=lambda row: (row[1], row[2], row[3], row[0]))


def _headship(role: str) -> str:
    return (
        "state"
        if role in {"president", "king", "queen", "sultan", "emir", "pope", "supreme leader"}
        else role
    )


def _curated_spells(lines: Iterable[str]) -> Iterator[Row]:
    side = ""
    for line in lines:
        if line.startswith("@"):
            side = line[1:].strip()
            continue
        role, _, people = line.partition(":")
        for part in people.split(","):
            match = _SPELL.match(part.strip())
            assert match, line  # noqa: S101 - a curated line that cannot be read is a slip of the pen
            yield match["name"], side, role.strip(), match["first"] or "", match["last"] or "", "curated"


def _curated_persons(lines: Iterable[str]) -> Iterator[tuple[str, tuple[list[str], list[str] | None]]]:
    """``Name = alias, alias | surname, surname``; ``| -`` for no surname that stands alone."""
    for line in lines:
        name, _, rest = line.partition("=")
        aliases, bar, surnames = rest.partition("|")
        alone = [part.strip() for part in surnames.split(",") if part.strip() not in {"", "-"}]
        yield (
            name.strip(),
            ([part.strip() for part in aliases.split(",") if part.strip()], alone if bar else None),
        )


def _names(name: str, own: tuple[list[str], list[str] | None]) -> tuple[str, str]:
    aliases, surnames = own
    full = [name, *aliases]
    forms = list(dict.fromkeys(form for alias in full for form in _spellings(alias)))
    if surnames is None:
        surnames = _surnames(name)
    return "|".join(form for form in forms if form != name and form not in surnames), "|".join(surnames)


def _spellings(name: str) -> list[str]:
    words = name.split()
    forms = [name]
    if len(words) > 1 and words[0] in _SPELLINGS:
        forms += [" ".join((given, *words[1:])) for given in _SPELLINGS[words[0]]]
    if _KOREAN.match(name) and name.replace("-", " ").split()[0] in _KOREAN_FAMILIES:
        family, first, second = name.replace("-", " ").split()
        forms += [f"{family} {first} {second.capitalize()}", f"{family} {first}-{second.lower()}"]
        forms += [f"{family} {first}-{second.capitalize()}"]
    return [*forms, *(_ARTICLE.sub(article, form) for form in forms for article in (" Al ", " Al-"))]


_KOREAN_FAMILIES = {
    "Kim",
    "Lee",
    "Moon",
    "Yoon",
    "Park",
    "Choe",
    "Choi",
    "Chung",
    "Ri",
    "Kang",
    "Cho",
    "Han",
    "Pak",
    "Jo",
    "Wi",
    "Hong",
    "Suh",
    "Ahn",
    "No",
    "Hwang",
    "Jang",
    "Kwon",
}


def _surnames(name: str) -> list[str]:
    """The last word; with its particles too (``al-Sharaa`` and ``Sharaa``, ``von der Leyen``)."""
    words = name.split()
    if len(words) < 2 or (_KOREAN.match(name) and words[0] in _KOREAN_FAMILIES):
        return [words[0]] if len(words) > 1 else []
    last = words[-1]
    if words[-2] in {"bin", "ben", "Al"} or "bin" in words:
        return []
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    found = [" ".join(words[start:])]
    if (bare := re.sub(r"^(?:[Aa]l|[Ee]l)-", "", last)) != last:
        found = [last, last[0].swapcase() + last[1:], f"{last[:2].capitalize()} {bare}", bare]
    return found


def _factbook_spells(rows: list[dict[str, str]], states: dict[str, str]) -> Iterator[Row]:
    """Heads of state and government: from the appointment until the successor's, or the last sighting."""
    held: dict[tuple[str, str], dict[str, tuple[str, str]]] = defaultdict(dict)
    for row in rows:
        side, read = states.get(row["fips_cc"]), _holder(row)
        if side is None or read is None:
            continue
        role, name = read
        since = _iso(row["since"])
        first, last = held[side, role].get(name, (since, row["last_seen"]))
        held[side, role][name] = (min(filter(None, (first, since)), default=""), max(last, row["last_seen"]))
    for (side, role), people in held.items():
        order = sorted(people, key=lambda name: people[name][0])
        for name, after in zip(order, [*order[1:], ""], strict=True):
            first, last = people[name]
            succeeded = people[after][0] if after else ""
            ends = [day for day in (last if last < "2026-01" else "", succeeded) if day]
            if not ends or min(ends) >= "2018":
                yield name, side, role, first, max(min(ends, default=""), first) if ends else "", "factbook"


def _holder(row: dict[str, str]) -> tuple[str, str] | None:
    if row["role"] not in {"chief of state", "head of government"} or _UNWANTED.search(
        row["holder_with_title"]
    ):
        return None
    titled = row["holder_with_title"].split(",")[0].split(";")[0].strip()
    if re.search(r"\d|/|:| is ", titled):
        return None
    role = next((role for role, pattern in _ROLES if re.search(pattern, titled)), None)
    name = _TITLE.sub("", re.sub(r"\(.*?\)", " ", titled)).strip()
    words = name.split()
    surname = [word for word in words if sum(map(str.isupper, word)) > 1 and len(word) > 1]
    if (
        role is None
        or words[-1] in {"II", "III", "IV"}
        or len(words) < 2
        or not surname
        or len(words) > 5
        or '"' in name
    ):
        return None
    end = max(words.index(word) for word in surname) + 1
    return role, " ".join(_title_case(word) for word in words[:end])


def _title_case(word: str) -> str:
    if sum(map(str.isupper, word)) < 2:
        return word
    parts = re.split(r"([-'’])", word.lower())
    text = "".join(part.capitalize() for part in parts)
    return unicodedata.normalize("NFC", re.sub(r"^Al-", "al-", text))


def _iso(since: str) -> str:
    match = re.search(r"(\d{1,2}) (\w+) (\d{4})", since)
    try:
        return datetime.strptime(match[0], "%d %B %Y").date().isoformat() if match else ""  # noqa: DTZ007 - a day
    except ValueError:
        return ""

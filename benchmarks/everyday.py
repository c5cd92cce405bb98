"""Reports about anything but diplomacy: sport, cooking, markets, weather, made of sentences of our own.

What a stream of news mostly holds. The same number always gives the same reports.
"""

from __future__ import annotations

import random

__all__ = ["everyday_reports"]

NAMES = (
    "Alma Reiter", "Bo Halvard", "Carla Nunes", "Dmitar Kos", "Edda Vane", "Finn Orley", "Gita Marlow",
    "Hugo Brandt", "Ines Calder", "Jonas Whitby", "Kira Solberg", "Lars Ostman", "Mina Farrow", "Nils Corby",
)  # fmt: skip
TOWNS = (
    "Ashgrove",
    "Millbrook",
    "Harrow Bay",
    "Stonebridge",
    "Eastmere",
    "Larkfield",
    "Pinehurst",
    "Wexcombe",
)
FIRMS = (
    "Larkfield Foods",
    "Corby Rail",
    "Stonebridge Software",
    "Harrow Textiles",
    "Eastmere Solar",
    "Marlow Paper",
)
CLUBS = (
    "the Ashgrove Rovers",
    "Millbrook Athletic",
    "the Wexcombe Wolves",
    "Harrow Bay United",
    "Eastmere Town",
)
NUMBERS = ("two", "three", "four", "six", "nine", "eleven", "fourteen", "twenty", "thirty")

KINDS = {
    "sport": (
        "{club} came from behind to beat {club2} by {number} points on Saturday night.",
        "{name} scored in the opening minutes and was cheered off the pitch at the end.",
        '"We played with patience," said {name}, who has coached the side for {number} years.',
        "The visitors lost their captain {name} to a knee injury before the break.",
        "{name} said the crowd in {town} had carried the players through the last quarter.",
        "It was the first win of the season for a team that had drawn {number} times in a row.",
        "A late header by {name} was ruled out, and the referee waved play on.",
        "The league table leaves {club} in {number}th place with a game in hand.",
    ),
    "cooking": (
        "Peel the carrots, slice the onions thinly and warm the oil in a heavy pan.",
        "Stir in {number} spoonfuls of flour and let the sauce thicken over a low flame.",
        '"The secret is to rest the dough overnight," says {name}, who bakes in {town} every morning.',
        "Season with salt, scatter the herbs on top and serve the stew with toasted bread.",
        "The cake keeps for {number} days in a tin, though it seldom lasts that long.",
        "{name} learned the recipe from her grandmother and has changed nothing but the sugar.",
        "Bake for {number} minutes, turn the tray and bake until the crust is golden.",
        "A crisp white wine or a pot of mint tea goes well with it.",
    ),
    "markets": (
        "Shares of {firm} rose {number} percent after the company raised its forecast for the year.",
        "{firm} said sales had grown in every quarter and that it would open {number} new shops.",
        '"Orders are strong and our costs are under control," said {name}, the chief executive of {firm}.',
        "Analysts had expected a smaller profit, and {name} of the brokerage called the figures solid.",
        "The company will pay a dividend of {number} cents a share in the spring.",
        "{firm} bought a smaller rival in {town} for an undisclosed sum.",
        "Investors sold shares of {firm}, whose deliveries are {number} weeks late.",
        "The index closed little changed, with retailers up and builders down.",
    ),
    "life": (
        "The old cinema in {town} will open again after {number} months of repairs.",
        "{name} has painted the harbour of {town} every winter since she was a child.",
        "Rain is expected in the valley until Thursday, with a cold wind in the evenings.",
        '"I never thought that anybody would come," {name} said of the first concert in the barn.',
        "Volunteers counted {number} pairs of herons along the river, more than in any year before.",
        "The library of {town} lends tools, seeds and board games as well as books.",
        "{name} walked the coast path in {number} days with a dog and a tent.",
        "The new exhibition shows letters, toys and photographs from the last century.",
    ),
}  # fmt: skip


def everyday_reports(count: int, *, paragraphs: int = 14, seed: int = 7) -> list[str]:
    """So many reports of at most so many paragraphs, each with a headline."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    return [_report(chance, paragraphs) for _ in range(count)]


def _report(chance: random.Random, paragraphs: int) -> str:
    kind = chance.choice(sorted(KINDS))
    lines = [_paragraph(chance, kind) for _ in range(chance.randint(paragraphs // 2, paragraphs))]
    return f"{chance.choice(TOWNS)}: a story of the day\n" + "\n".join(lines) + "\n"


def _paragraph(chance: random.Random, kind: str) -> str:
    return " ".join(_sentence(chance, kind) for _ in range(chance.randint(2, 4)))


def _sentence(chance: random.Random, kind: str) -> str:
    one, other = chance.sample(CLUBS, 2)
    return chance.choice(KINDS[kind]).format(
        name=chance.choice(NAMES),
        town=chance.choice(TOWNS),
        firm=chance.choice(FIRMS),
        number=chance.choice(NUMBERS),
        club=one,
        club2=other,
    )

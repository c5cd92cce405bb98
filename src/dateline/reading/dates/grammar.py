"""The patterns of date expressions, as text for ``re``. What they mean stands in :mod:`.rules`.

Months and weekdays count only with a capital: "may" and "march" are verbs. A pattern never crosses
a line break. White space is up to three spaces, which machine-made text is full of.
"""

from __future__ import annotations

__all__ = ["CLOCK_AFTER", "CLOCK_BEFORE", "NUMBERS", "PATTERNS", "ZONES"]

S = r"[^\S\r\n]{1,3}"
DASH = r"[^\S\r\n]?[-\u2010-\u2015][^\S\r\n]?"
MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sep(?:tember|t\.?|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)(?![A-Za-z])"
)
SURE_MONTH = r"January|February|April|June|July|August|September|October|November|December"
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
SHORT_WEEKDAY = r"(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?"
SEASON = r"spring|summer|autumn|fall|winter"
NAMED_DAY = rf"(?:(?:{WEEKDAY}|{SHORT_WEEKDAY}),?{S}(?:the{S}|\()?)?"
ORDINAL = r"(?:st|nd|rd|th)?"
DAY = rf"\d{{1,2}}{ORDINAL}(?![\w%]|[:.,]\d)"
YEAR = r"(?:1[6-9]|20)\d\d(?![\w%]|[-,.:]\d)"
OF_YEAR = rf"(?:{S}(?:of{S})?(?P<of_year>last|this|next){S}year\b)"
OPTIONAL_YEAR = rf"(?:,?{S}(?P<year>\d{{4,}})|{OF_YEAR})?"
TO = rf"(?:{DASH}|{S}(?:to|till|until|through){S}(?:the{S})?)"
TO_OR_AND = rf"(?:{DASH}|{S}(?:to|till|until|through|and|or){S}(?:the{S})?)"
PART = (
    r"(?P<part>(?i:early|mid|late|beginning|start|middle|end|(?:first|second)[ -]half))"
    rf"(?:{S}|-)(?:(?:of|in){S})?"
)
SHIFT = rf"(?P<shift>(?i:later|earlier)){S}"
_TO_TWENTY = """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty"""
NUMBERS = {word: number for number, word in enumerate(_TO_TWENTY.split(), start=1)}
NUMBERS |= {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
NUMBER = rf"(?:\d{{1,3}}|(?i:{'|'.join(sorted(NUMBERS, key=len, reverse=True))}))"
COUNT = rf"(?P<count>{NUMBER})(?:(?:{S}(?:to|or){S}|{DASH})(?P<most>{NUMBER}))?"
UNITS = r"(?P<unit>minute|hour|day|week|fortnight|month|year)s?\b"
DAYPART = r"morning|afternoon|evening|night"
AFTER_PREPOSITION = (
    r"(?:(?<=\b[Ii]n )|(?<=\b[Bb]y )|(?<=\b[Ss]ince )|(?<=\b[Uu]ntil )|(?<=\bof )|(?<=\bfrom ))"
)
AFTER_YEAR_WORD = (
    AFTER_PREPOSITION[:-1] + r"|(?<=\b[Tt]he )|(?<=\byear )|(?<=\bbefore )|(?<=\bafter )|(?<=\bduring ))"
)
IN_SEASON = r"(?:(?<=\b[Ii]n the )|(?<=\b[Ii]n )|(?<=\b[Oo]ver the )|(?<=\b[Bb]y )|(?<=\b[Bb]y the ))"
SENTENCE_GOES_ON = r"(?=[,.;:!?)\"”’]|\s*$|\s+(?:in|at|by|and|that|with|to)\b)"

PATTERNS: dict[str, str] = {
    "iso": r"(?<![\w-])(?P<year>\d{4})[-/](?P<month>\d\d)[-/](?P<day>\d\d)(?!\d)",
    # Day first, as dots are read everywhere that uses them; a name may be glued in front ("CNN21.10.25").
    "dotted": r"(?<![\d.,:/-])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4,}|\d\d)(?!\d|\.\d)",
    "slashed": r"(?<![\w.,:/-])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4,})(?![\d/])",
    "days_of_two_months": rf"(?<!\w)(?P<day>{DAY}){S}(?P<month>{MONTH})(?:,?{S}(?P<first_year>\d{{4,}}))?"
    rf"{TO}(?P<last_day>{DAY}){S}(?P<last_month>{MONTH}){OPTIONAL_YEAR}",
    "days_of_month": rf"(?<!\w)(?P<day>\d{{1,2}}{ORDINAL}){TO_OR_AND}(?P<last_day>{DAY})(?:{S}of)?{S}"
    rf"(?P<month>{MONTH}){OPTIONAL_YEAR}",
    "day_month": rf"(?<!\w)(?<!\d[.,]){NAMED_DAY}(?P<day>{DAY})(?:{S}of)?{S}(?P<month>{MONTH})"
    rf"{OPTIONAL_YEAR}",
    "two_months_days": rf"(?<!\w)(?P<month>{MONTH}){S}(?P<day>{DAY})(?:,?{S}(?P<first_year>\d{{4,}}))?"
    rf"{TO}(?P<last_month>{MONTH}){S}(?P<last_day>{DAY}){OPTIONAL_YEAR}",
    "month_days": rf"(?<!\w)(?P<month>{MONTH}){S}(?P<day>\d{{1,2}}{ORDINAL}){TO_OR_AND}(?P<last_day>{DAY})"
    rf"(?!{S}{MONTH}){OPTIONAL_YEAR}",
    "month_day": rf"(?<!\w)(?:{NAMED_DAY})(?P<month>{MONTH}){S}(?P<day>{DAY}){OPTIONAL_YEAR}",
    "month_year": rf"(?<!\w)(?:{PART})?(?P<month>{MONTH})(?:,|{S}of)?{S}(?P<year>\d{{4,}})(?![%\w])",
    "month": rf"(?<!\w)(?:(?:{PART}|(?P<mod>(?i:last|next|this)){S})(?P<month>{SURE_MONTH}|May|March)"
    rf"|(?P<sure>{SURE_MONTH})|{AFTER_PREPOSITION}(?P<unsure>May|March))(?![\w-]){OF_YEAR}?",
    "year": rf"(?<!\w)(?:{PART}(?P<parted>{YEAR})|{AFTER_YEAR_WORD}(?P<year>{YEAR}))",
    "quarter": rf"(?<!\w)(?:(?P<ordinal>first|second|third|fourth|last){S}quarter{S}of{S}"
    rf"|Q(?P<number>[1-4]){S})(?:(?P<year>{YEAR})|(?P<mod>this|next|last|the){S}year\b)",
    "season": rf"(?<!\w)(?:{PART})?(?:(?P<name>(?i:{SEASON}))(?:{S}of)?{S}(?P<year>{YEAR})"
    rf"|{IN_SEASON}(?P<bare>{SEASON})\b(?!-|{S}of\b))",
    "feast": rf"(?<!\w)(?:(?P<rite>Orthodox|Western|Catholic){S})?(?P<feast>Good Friday"
    rf"|Easter(?:{S}(?:weekend|Saturday|Sunday|Monday))?|Christmas(?:{S}(?:Eve|Day))?"
    rf"|New Year[’']s (?:Eve|Day))(?:,?{S}(?P<year>{YEAR}))?\b",
    "weekday_of_week": rf"(?<!\w)(?P<week>(?i:last|this|next)){S}week,?{S}on{S}(?P<weekday>{WEEKDAY})\b",
    "weekdays": rf"(?<!\w)(?:(?P<mod>(?i:last|next|this)){S})?(?P<weekday>{WEEKDAY})"
    rf"(?:{DASH}|{S}(?:and|or|to|through|until){S}(?:on{S})?)(?P<last_weekday>{WEEKDAY})\b",
    "weekday": rf"(?<!\w)(?:(?P<mod>(?i:this{S}coming|this{S}past|last|next|this|coming|past)){S})?"
    rf"(?P<weekday>{WEEKDAY})\b(?:{S}(?:{DAYPART})\b)?(?:,?{S}(?:of{S})?(?P<week>last|this|next){S}week\b)?",
    "night_before": rf"(?<!\w)(?i:last{S}night)\b",
    "day_beside": rf"(?<!\w)(?i:day{S}(?P<beside>before{S}yesterday|after{S}tomorrow))\b",
    "near_day": rf"(?<!\w)(?i:(?:(?:earlier|later|late|early){S})?(?P<word>today|tonight|yesterday|tomorrow)"
    rf"(?:{S}(?:{DAYPART}))?|this{S}(?:{DAYPART}))\b",
    "day_before": rf"(?<!\w)(?:(?<=\b[Tt]he )(?:day{S}before|previous{S}day)|(?i:an?|one){S}day{S}earlier)"
    rf"{SENTENCE_GOES_ON}",
    "ago": rf"(?<!\w){COUNT}{S}{UNITS}{S}(?P<way>ago|from{S}now)\b",
    "rolling": rf"(?<!\w)(?P<way>(?i:last|past|previous|next|coming|following)){S}{COUNT}{S}{UNITS}",
    "within": rf"(?<!\w)(?i:within){S}(?:the{S}(?:next|coming){S})?{COUNT}{S}{UNITS}",
    "ahead": rf"(?<!\w)(?<!time )(?i:in){S}{COUNT}{S}{UNITS}(?:[’']?{S}time)?"
    rf"(?!{S}(?:of|after|before|since)\b)",
    "unit_of_today": rf"(?<!\w)(?i:(?:{PART}(?:the{S})?|(?P<shift>later|earlier){S}in{S})the{S}"
    rf"(?P<unit>day|week|month|year))\b",
    "unit": rf"(?<!\w)(?:{PART}|{SHIFT})?(?P<mod>(?i:last|this|next|previous|current|past|coming)){S}"
    rf"(?P<unit>week|weekend|month|year|quarter|{SEASON})\b(?!-)",
    "the_weekend": rf"(?<!\w)(?<=\b[Tt]he )weekend\b(?!-|{S}of\b)",
    "vague": rf"(?<!\w)(?i:in{S}the{S}(?:very{S})?(?:near|nearest|immediate|foreseeable){S}future"
    rf"|near{S}future|in{S}(?:the{S})?(?:coming|next{S}few|next{S}several|following|upcoming){S}(?:days|weeks|months|hours)"
    rf"|(?:coming|next{S}few){S}(?:days|weeks|months|hours)|in{S}recent{S}(?:hours|days|weeks|months|years)"
    rf"|within{S}(?:hours|days|weeks|months)|(?:a{S}few|several|a{S}couple{S}of){S}"
    rf"(?:hours|days|weeks|months|years){S}ago|at{S}a{S}later{S}(?:date|stage)|in{S}due{S}course"
    rf"|(?<!as )soon(?!{S}after)|(?<!or )shortly(?!{S}(?:after|before))|recently)\b",
}

ZONES = {
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "BST": 60,
    "CET": 60,
    "CEST": 120,
    "EET": 120,
    "EEST": 180,
    "MSK": 180,
    "Moscow time": 180,
    "EST": -300,
    "EDT": -240,
    "CST": -360,
    "CDT": -300,
    "PST": -480,
    "PDT": -420,
}
"""Minutes from UTC. Names that stand for several zones in the news (IST, AST) are left out."""

_CLOCK = (
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?(?!\d))?[^\S\r\n]?(?P<half>[ap])\.?m\b\.?"
    r"|(?P<hour24>\d{1,2}):(?P<minute24>\d\d)(?::\d\d(?:\.\d+)?)?(?![\d:])|(?P<word>noon|midnight))"
    rf"(?:(?:{S})?\(?(?P<zone>{'|'.join(sorted(ZONES, key=len, reverse=True))})\b\)?)?"
    r"(?:(?P<sign>[+-])(?P<zone_hours>\d\d?)(?::?(?P<zone_minutes>\d\d))?(?!\d))?"
)
CLOCK_AFTER = rf"(?:T|,?{S}(?:at{S}|around{S}|@{S})?|\){S}){_CLOCK}"
CLOCK_BEFORE = rf"(?<!\w){_CLOCK},?{S}(?:on{S})?$"

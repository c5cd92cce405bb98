"""Files of wires: what a ``.json`` or ``.xml`` file is shows from its content."""

from __future__ import annotations

import json
from collections.abc import Iterator

from dateline.errors import SourceError
from dateline.sources.contents import NoWire
from dateline.sources.raw import Failure, Raw, quotable
from dateline.sources.records import read_record
from dateline.sources.wires.newsml import is_newsml, newsml_items
from dateline.sources.wires.newsml1 import is_newsml1, newsml1_items
from dateline.sources.wires.ninjs import is_ninjs, ninjs_items

__all__ = ["json_items", "xml_items"]


def json_items(data: bytes, where: str, path: str | None) -> Iterator[Raw | Failure]:
    """The items of ninjs in a JSON file; an article of another kind is read as a record of JSON Lines is.

    Raises :class:`~dateline.sources.contents.NoWire` when it holds neither.
    """
    try:
        value = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        message = (
            f"{where}: not JSON ({quotable(str(error), 120)}); get the file again, or give it another name."
        )
        raise NoWire(message) from error
    if is_ninjs(value):
        yield from ninjs_items(value, where, path)
        return
    try:
        yield read_record(data, where, path)
    except SourceError as error:
        message = (
            f"{where}: JSON, but neither ninjs nor an article with a text; put articles into a .jsonl file."
        )
        raise NoWire(message) from error


def xml_items(data: bytes, where: str, path: str | None) -> Iterator[Raw | Failure]:
    """The items of NewsML-G2, or of NewsML 1, in an XML file.

    Raises :class:`~dateline.sources.contents.NoWire` for other XML, and
    :class:`~dateline.errors.SourceError` for what is not well-formed.
    """
    if is_newsml1(data):
        yield from newsml1_items(data, where, path)
    elif is_newsml(data):
        yield from newsml_items(data, where, path)
    else:
        message = f"{where}: XML that is no NewsML; give NewsML-G2, or the pages that a feed names."
        raise NoWire(message)

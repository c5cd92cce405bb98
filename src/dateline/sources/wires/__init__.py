"""Wire formats that newsrooms exchange: ninjs 1 to 3 and NewsML-G2."""

from __future__ import annotations

from dateline.sources.wires.ninjs import is_ninjs, ninjs_items
from dateline.sources.wires.opening import json_items, xml_items

__all__ = ["is_ninjs", "json_items", "ninjs_items", "xml_items"]

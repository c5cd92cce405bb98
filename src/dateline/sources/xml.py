"""XML that strangers wrote: read without ever fetching, resolving or growing what is not in it."""

from __future__ import annotations

from lxml import etree

__all__ = ["parser"]


def parser(*, recover: bool = False) -> etree.XMLParser:
    """A parser that resolves no entity, loads no DTD, fetches nothing and refuses what grows in memory.

    With ``recover`` it reads on after what is not well-formed, as far as it can.
    """
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )

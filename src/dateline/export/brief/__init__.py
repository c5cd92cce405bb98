"""A brief to print or to paste: what changed, what is on, who stands where, with words and sources."""

from dateline.export.brief.compose import Brief, Item, Quoted, Section, compose
from dateline.export.brief.html import brief_html
from dateline.export.brief.markdown import brief_markdown

__all__ = ["Brief", "Item", "Quoted", "Section", "brief_html", "brief_markdown", "compose"]

"""Addresses in feeds: made absolute, and spelled in one way, so that an article is known again."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

__all__ = ["canonical", "host_of", "link_of"]

LONGEST_LINK = 4_000
TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_hs(?:enc|mi)|at_(?:medium|campaign|custom\d?)"
    r"|ns_(?:mchannel|source|campaign|linkname)|cmpid|ftag|ref_src",
    re.IGNORECASE,
)
"""Parameters that say how a reader came, and never which article: those of the large counting services."""
_PORTS = {"http": 80, "https": 443}


def link_of(words: object, base: str) -> str | None:
    """The absolute http(s) address that ``words`` in a feed at ``base`` stand for; None for none."""
    if not isinstance(words, str) or not words.strip() or len(words) > LONGEST_LINK:
        return None
    try:
        url = urljoin(base, "".join(words.split()))
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:  # brackets that do not close, a port that is no number
        return None
    return url.partition("#")[0] if good else None


def canonical(url: str) -> str:
    """One spelling for the address of one article.

    Scheme and host in small letters, no default port, no fragment, no parameters that only count readers;
    ``http`` and ``https``, and a slash at the end or none, count as one. It names the article and is not for
    fetching.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removesuffix(".")
    port = f":{parts.port}" if parts.port not in (None, _PORTS.get(parts.scheme)) else ""
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._%").rstrip("/") or "/"
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(k)]
    return urlunsplit(("https", f"{host}{port}", path, urlencode(query), ""))


def host_of(url: str) -> str:
    """The host and port of an address: what one is polite to."""
    parts = urlsplit(url)
    port = parts.port or _PORTS.get(parts.scheme, 0)
    return f"{(parts.hostname or '').removesuffix('.')}:{port}"

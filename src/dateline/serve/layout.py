"""How a page is laid out: the templates, what they may call, and the answer that carries a page."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dateline import __version__
from dateline.ledger.namings import KINDS
from dateline.model.findings import Status
from dateline.query import Query
from dateline.serve import draw, words
from dateline.serve.guard import is_writer

__all__ = ["FILTERS", "asked", "has_tag", "page", "said", "tagged"]

FILTERS = ("by", "about", "side", "status", "kind", "since", "until", "as_of", "outlet", "limit")
"""The filters of a query, as an address of the desk writes them."""
NAVIGATION = (
    ("/", "Changes"),
    ("/meetings", "Meetings"),
    ("/statements", "Statements"),
    ("/positions", "Positions"),
    ("/actors", "Actors"),
    ("/reports", "Reports"),
    ("/review", "Review"),
    ("/add", "Add"),
    ("/watch", "Feeds"),
)


def _shown(value: Any) -> Any:
    """What a template prints: words of others made visible; None as nothing."""
    if value is None:
        return ""
    return words.visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


class _Environment(Environment):
    """Looks for a name of plain values among their keys first, where most are."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``obj.attribute`` of a template."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@cache
def _environment() -> Environment:
    environment = _Environment(
        loader=PackageLoader("dateline.serve", "templates"),
        autoescape=True,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "cut": words.cut,
        "day": words.long_day,
        "spell": words.spell,
        "through": words.said_through,
        "web": words.web,
    }
    environment.globals |= {
        "hit": words.hit,
        "link": words.link,
        "mark": draw.mark,
        "status": draw.status,
        "navigation": NAVIGATION,
        "version": __version__,
        "static": _static(),
        "statuses_known": [s.value for s in Status],
        "kinds_known": sorted(k.value for k in KINDS),
    }
    return environment


def _static() -> dict[str, str]:
    """The addresses of the files that pages load; a changed file has another address."""
    folder = resources.files("dateline.serve") / "static"
    return {
        entry.name: f"/static/{entry.name}?{blake2b(entry.read_bytes(), digest_size=6).hexdigest()}"
        for entry in folder.iterdir()
        if entry.is_file()
    }


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """The page of ``template`` with ``values``; it knows who reads it and where."""
    settings = request.app.state.settings
    shown = (
        _environment()
        .get_template(template)
        .render(
            here=request.url.path,
            kept={k: v for k, v in request.query_params.items() if k in FILTERS},
            writable=settings.write,
            writer=is_writer(request, settings),
            **values,
        )
    )
    return tagged(request, HTMLResponse(shown, status))


def tagged(request: Request, response: Response) -> Response:
    """The answer with the ETag of its bytes; 304 without them for who has them already."""
    if response.status_code != 200:
        return response
    tag = f'"{blake2b(bytes(response.body), digest_size=16).hexdigest()}"'
    response.headers["etag"] = tag
    known = request.headers.get("if-none-match", "")
    if request.method in {"GET", "HEAD"} and has_tag(known, tag):
        kept = {k: v for k, v in response.headers.items() if k in {"etag", "cache-control", "link", "vary"}}
        return Response(None, 304, kept)
    return response


def has_tag(known: str, tag: str) -> bool:
    """Whether an If-None-Match names the tag."""
    tags = {t.strip().removeprefix("W/") for t in known.split(",")}
    return tag in tags or "*" in tags


def said(query: Query, what: str) -> str:
    """The question in words, also where nothing restricts it."""
    words = query.words(what)
    return f"All {what}" if words == what.capitalize() else words


def asked(request: Request, **defaults: str) -> Query:
    """The query in a request's address; what is empty does not restrict.

    Raises :class:`~dateline.errors.QueryError` for a value that cannot be understood.
    """
    values = defaults | {k: v for k, v in request.query_params.items() if k in FILTERS}
    return Query.parse(**{k: v for k, v in values.items() if v.strip()})

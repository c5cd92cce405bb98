"""More than thirty ways in which a server that offers a feed can misbehave, and what is to come of each."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape

from watching import article, item, rss, send, send_feed, story

__all__ = ["WAYS", "Way"]


@dataclass
class Way:
    """One way: its pages, the articles that are to be in the ledger in the end, and words of what is told.

    ``said`` are words of what the watcher tells, None where nothing is wrong. ``given_up`` counts entries
    that were offered and cannot be had.
    """

    name: str
    pages: dict
    articles: list[str]
    said: str | None = None
    given_up: int = 0
    extra: dict[str, Callable] = field(default_factory=dict)


WAYS: list[Way] = []


def way(said=None, *, articles=1, given_up=0):
    """Register a way: the function gives the feed (or all pages) for the names of its articles."""

    def register(make):
        name = make.__name__.replace("_", " ")
        names = [f"{make.__name__.title().replace('_', '')}{n}" for n in range(1, articles + 1)]
        made = make(*names)
        pages = made if isinstance(made, dict) else {"/feed": made}
        pages = {f"/{one}": article(one) for one in names} | pages
        WAYS.append(Way(name, pages, names, said, given_up))
        return make

    return register


def text(body):
    """A page that is always the same feed."""
    return lambda handler, _: send_feed(handler, body)


def first(bad, then):
    """Something bad the first two times, and a good feed after."""
    return lambda handler, times: bad(handler) if times <= 2 else send_feed(handler, then)


def cut(handler, body, length):
    """An answer that is shorter or longer than it says."""
    send_feed(handler, body, length=length)


def drip(handler, pieces, pause=0.05):
    """An answer that comes piece by piece, without a length."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/rss+xml")
    handler.end_headers()
    for piece in pieces:
        handler.wfile.write(piece)
        handler.wfile.flush()
        time.sleep(pause)


def raw(handler, data):
    """Bytes that need not be HTTP."""
    handler.wfile.write(data)


def reset(handler):
    """The connection is torn down in the middle of an answer."""
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss>")
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def redirect(to, status=302):
    """A page that redirects."""
    return lambda handler, _: send(handler, b"", status=status, Location=to)


# The transport


@way("no whole answer within")
def slow(one):
    return lambda h, n: drip(h, [b" "] * 200) if n == 1 else send_feed(h, rss(item(one)))


@way("no whole answer within")
def slow_to_begin(one):
    return lambda h, n: time.sleep(5) if n == 1 else send_feed(h, rss(item(one)))


@way("more than 0.3 MB")
def endless(one):
    return lambda h, n: drip(h, [b"x" * 50_000] * 50, 0) if n <= 2 else send_feed(h, rss(item(one)))


@way("breaks off", articles=3)
def truncated(one, two, three):
    whole = rss(item(one), item(two), item(three))
    return first(lambda h: cut(h, whole[: whole.rindex("<item>") + 30], len(whole)), whole)


@way(articles=2)
def length_too_long(one, two):
    whole = rss(item(one), item(two))
    return lambda h, _: cut(h, whole, len(whole) + 1_000)


@way("breaks off", articles=3)
def length_too_short(one, two, three):
    whole = rss(item(one), item(two), item(three))
    return first(lambda h: cut(h, whole, whole.rindex("<guid>")), whole)


@way("breaks off")
def chunked_garbage(one):
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    return first(lambda h: raw(h, head + b"zz\r\n<rss>\r\n-7\r\n"), rss(item(one)))


@way("cannot be fetched")
def no_http(one):
    return first(lambda h: raw(h, b"\x16\x03\x01 hello \xff\xfe\r\n\r\n"), rss(item(one)))


@way("cannot be fetched")
def a_flood_of_headers(one):
    flood = b"HTTP/1.0 200 OK\r\n" + b"X: y\r\n" * 5_000 + b"\r\n"
    return first(lambda h: raw(h, flood), rss(item(one)))


@way("breaks off")
def connection_reset(one):
    return first(reset, rss(item(one)))


@way("more than 0.4 MB when decompressed")
def gzip_bomb(one):
    bomb = gzip.compress(b"<rss>" + b" " * 50_000_000)
    return first(lambda h: send_feed(h, bomb, Content_Encoding="gzip"), rss(item(one)))


@way("ends early")
def gzip_cut(one):
    half = gzip.compress(rss(item(one)).encode())[:60]
    return first(lambda h: send_feed(h, half, Content_Encoding="gzip"), rss(item(one)))


@way("sent as br")
def another_compression(one):
    return first(lambda h: send_feed(h, b"\x0b\x02\x80", Content_Encoding="br"), rss(item(one)))


# Statuses and redirects


@way("redirects; give")
def redirect_loop(one):
    return {"/feed": lambda h, n: redirect("/round")(h, n) if n < 4 else send_feed(h, rss(item(one)))} | {
        "/round": redirect("/feed")
    }


@way("private network", articles=0)
def redirect_to_a_private_address():
    return redirect("http://10.0.0.1/latest/meta-data/")


@way("only http and https", articles=0)
def redirect_to_a_file():
    return redirect("file:///etc/passwd")


@way("redirects to nowhere")
def redirect_to_nowhere(one):
    return first(lambda h: send(h, b"", status=301), rss(item(one)))


@way()
def moved(one):
    return {"/feed": redirect("/new/feed", 301), "/new/feed": text(rss(item(one, f"../{one}")))}


@way("answers 500")
def server_error(one):
    return first(lambda h: send(h, b"<rss/>", status=500), rss(item(one)))


@way("answers 429")
def too_many_requests(one):
    return first(lambda h: send(h, b"", status=429, Retry_After="1800"), rss(item(one)))


@way("answers 503")
def retry_after_a_century(one):
    date = "Fri, 20 Mar 2131 10:00:00 GMT"
    bad = lambda h: send(h, b"", status=503, Retry_After=date)  # noqa: E731
    return lambda h, n: bad(h) if n == 1 else send_feed(h, rss(item(one)))


@way()
def not_modified_with_a_body(one):
    def feed(handler, times):
        if times == 1:
            send_feed(handler, rss(item(one)), ETag='"x"')
        else:
            raw(handler, b"HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n<rss>ha!")

    return feed


@way("answers 304")
def not_modified_unasked(one):
    return first(lambda h: send(h, b"", status=304), rss(item(one)))


@way(articles=2)
def changing_etags(one, two):
    return lambda h, n: send_feed(h, rss(*[item(one), item(two)][: n + 1]), ETag=f'"{n}"')


@way(articles=2)
def an_etag_that_never_changes(one, two):
    def feed(handler, times):
        if times in {2, 3} and handler.headers.get("If-None-Match"):
            send(handler, b"", status=304)
        else:
            send_feed(handler, rss(*[item(one), item(two)][:times]), ETag='"\xff\x01"')

    return feed


# What is in the feed


@way()
def wrong_type(one):
    return lambda h, _: send_feed(h, rss(item(one)), kind="image/png; charset=nonsense")


@way("a web page")
def a_page_for_a_feed(one):
    return first(lambda h: send(h, article("Nothing")), rss(item(one)))


@way("no XML and no JSON")
def not_xml(one):
    return first(lambda h: send_feed(h, b"Sorry, we are closed."), rss(item(one)))


@way("the feed is empty")
def nothing_at_all(one):
    return first(lambda h: send_feed(h, b""), rss(item(one)))


@way()
def empty_feed(one):
    return first(lambda h: send_feed(h, rss()), rss(item(one)))


@way()
def broken_encoding(one):
    return text(rss(item(one, description="Caf\u00e9")).encode("utf-8").replace(b"\xc3\xa9", b"\xff\xe9\x81"))


@way()
def wrong_charset(one):
    body = rss(item(one, description="Caf\u00e9")).encode("utf-16")
    return lambda h, _: send_feed(h, body, kind="text/xml; charset=us-ascii")


@way()
def bare_ampersands(one):
    return text(rss(item(one, description="War & peace &nbsp; <br> &unknown;")))


@way()
def xml_bomb(one):
    bomb = "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>"
    bomb += "".join(f"<!ENTITY a{n} '{f'&a{n - 1 or str()};' * 10}'>" for n in range(1, 9))
    return text(rss(item(one, description="&a8;"), head=bomb + "]>"))


@way()
def outer_entity(one):
    head = "<!DOCTYPE r [<!ENTITY file SYSTEM 'file:///etc/passwd'>]>"
    return text(rss(item(one, description="&file;"), head=head))


@way(articles=2)
def duplicate_ids(one, two):
    return text(rss(item(one, guid="1"), item(two, guid="1")))


@way()
def ids_that_change(one):
    return lambda h, n: send_feed(h, rss(item(one, guid=f"id{n}")))


@way()
def future_dates(one):
    return text(rss(item(one, pubDate="Sat, 20 Mar 2060 10:00:00 GMT")))


@way(articles=3)
def missing_and_senseless_dates(one, two, three):
    dates = None, "soon", "Thu, 32 Mar 20311 99:00:00 GMT"
    return text(rss(*(item(name, pubDate=date) for name, date in zip((one, two, three), dates, strict=True))))


@way()
def relative_links(one):
    return {"/feed": text(rss(item(one, f"{one}/../{one}?utm_source=x#top")))} | {
        f"/{one}?utm_source=x": article(one)
    }


@way()
def javascript_links(one):
    words = escape("".join(f"<p>{line}</p>" for line in story(one).split("\n")))
    return text(rss(item(one, "javascript:alert(1)", description=escape(words, quote=False))))


@way("no entry of the feed has an address or a text", articles=0)
def entries_of_nothing():
    return text(rss("<item></item>", "<item><link>mailto:x@y.example</link></item>"))


@way()
def markup_in_titles(one):
    return text(rss(item(one, title=escape(f"<b onclick=x()>Talks</b> in\n <script>x()</script>{one}"))))


@way(articles=2)
def entry_removed(one, two):
    return lambda h, n: send_feed(h, rss(item(one), item(two)) if n == 1 else rss(item(two)))


@way(articles=2)
def another_format_every_time(one, two):
    def feed(handler, times):
        items = [{"id": name, "url": f"/{name}", "title": f"Talks in {name}"} for name in (one, two)]
        other = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})
        send_feed(handler, rss(item(one)) if times % 2 else other)

    return feed


# Articles


@way("robots.txt of the host asks not to fetch it", articles=1, given_up=1)
def robots_disallow(one):
    return {
        "/robots.txt": b"User-agent: *\nDisallow: /private",
        "/feed": text(rss(item(one), item("Secret", "/private/Secret"))),
    }


@way("robots.txt of the host cannot be had")
def robots_out_of_order(one):
    robots = lambda h, n: send(h, b"", status=503) if n <= 2 else send(h, b"")  # noqa: E731
    return {"/robots.txt": robots, "/feed": text(rss(item(one)))}


@way("answers 404", given_up=1)
def a_link_to_nothing(one):
    return text(rss(item(one), item("Nowhere")))


@way("holds application/pdf", given_up=1)
def a_link_to_a_document(one):
    pdf = lambda h, _: send(h, b"%PDF-1.7", kind="application/pdf")  # noqa: E731
    return {"/feed": text(rss(item(one), item("Document"))), "/Document": pdf}


@way("no article on this page", given_up=1)
def a_link_to_a_menu(one):
    return {"/feed": text(rss(item(one), item("Menu"))), "/Menu": b"<html><ul><li>Home</ul></html>"}


@way("private network", given_up=1)
def a_link_to_this_machine(one):
    return text(rss(item(one), item("Inside", "http://127.0.0.2:22/admin")))


@way()
def an_article_that_fails_at_first(one):
    return {
        "/feed": text(rss(item(one))),
        f"/{one}": lambda h, n: (
            send(h, article(one)) if n > 3 else (reset(h) if n > 1 else send(h, b"", status=502))
        ),
    }

# ruff: noqa: D102 - a page of the test server is what its name says
import contextlib
import gzip
import http.server
import socket
import threading
import time

import pytest

from dateline.errors import ForbiddenAddress, SourceError
from dateline.sources import Failure, open_sources
from dateline.sources import address as address_module
from dateline.sources.address import is_public, target_of
from dateline.sources.pages import LIMITS, Limits, fetch

PAGE = b"<html><head><title>Talks</title></head><body><p>The envoys met.</p></body></html>"
SMALL = Limits(wire=200_000, size=300_000, seconds=2.0, redirects=3)


class Site(http.server.BaseHTTPRequestHandler):
    """A server with everything a fetch can meet."""

    seen: list[dict[str, str]] = []  # noqa: RUF012 - one list for the class is the point

    def log_message(self, *_args):
        """Say nothing."""

    def do_GET(self):
        """Answer by the name of the path."""
        type(self).seen.append(dict(self.headers))
        with contextlib.suppress(OSError):
            getattr(
                self, "page_" + self.path.strip("/").partition("?")[0].replace("-", "_"), self.page_missing
            )()

    def answer(self, body=PAGE, status=200, **headers):
        """Send one response."""
        self.send_response(status)
        for name, value in {"Content_Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def page_ok(self):
        self.answer()

    def page_plain(self):
        self.answer("Die Gespräche".encode("latin-1"), Content_Type="text/plain; charset=iso-8859-1")

    def page_zipped(self):
        self.answer(gzip.compress(PAGE), Content_Encoding="gzip")

    def page_bomb(self):
        self.answer(gzip.compress(b"a" * 20_000_000), Content_Encoding="gzip")

    def page_cut_gzip(self):
        self.answer(gzip.compress(PAGE * 50)[:-20], Content_Encoding="gzip")

    def page_brotli(self):
        self.answer(b"xx", Content_Encoding="br")

    def page_short(self):
        self.answer(PAGE, Content_Length="5000")

    def page_image(self):
        self.answer(b"\x89PNG", Content_Type="image/png")

    def page_missing(self):
        self.answer(b"no", status=404)

    def page_moved(self):
        self.answer(b"", status=302, Location="/ok")

    def page_loop(self):
        self.answer(b"", status=302, Location="/loop")

    def page_nowhere(self):
        self.answer(b"", status=302)

    def page_to_file(self):
        self.answer(b"", status=302, Location="file:///etc/passwd")

    def page_endless(self):
        self.answer(b"", Content_Length="999999999")
        while True:
            self.wfile.write(b"x" * 10_000)

    def page_unmeasured(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        while True:
            self.wfile.write(b"x" * 10_000)

    def page_slow(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        for _ in range(200):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def page_slow_head(self):
        for _ in range(200):
            self.wfile.write(b"H")
            time.sleep(0.05)


@pytest.fixture(scope="module")
def site():
    """The address of a running server on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_is_fetched(site):
    """A page comes with its bytes, its type, its charset and the address it came from."""
    raw = fetch(f"{site}/ok", allow_private=True)
    assert (raw.data, raw.media_type, raw.charset) == (PAGE, "text/html", "utf-8")
    assert raw.fetched == raw.where == f"{site}/ok"
    assert raw.url is None
    assert Site.seen[-1]["User-Agent"].startswith("dateline/0")
    assert Site.seen[-1]["Host"] == site.removeprefix("http://")


def test_plain_text_and_gzip_are_fetched(site):
    """Plain text keeps its declared charset; a gzip body is inflated."""
    assert fetch(f"{site}/plain", allow_private=True).charset == "iso-8859-1"
    assert fetch(f"{site}/zipped", allow_private=True).data == PAGE


def test_a_redirect_is_followed(site):
    """The address after the redirects is the one that was fetched; the one given is where."""
    raw = fetch(f"{site}/moved", allow_private=True)
    assert (raw.where, raw.fetched) == (f"{site}/moved", f"{site}/ok")


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("missing", "404"),
        ("image", "image/png"),
        ("bomb", "when decompressed"),
        ("cut-gzip", "ends early"),
        ("brotli", "sent as br"),
        ("loop", "redirects"),
        ("nowhere", "redirects to nowhere"),
        ("to-file", "only http and https"),
        ("endless", "more than 0.2 MB"),
        ("unmeasured", "more than 0.2 MB"),
        ("short", "breaks off"),
    ],
)
def test_what_is_refused_in_one_sentence(site, page, words):
    """Each thing that can go wrong with a page is one sentence that names the address and the reason."""
    with pytest.raises(SourceError) as caught:
        fetch(f"{site}/{page}", allow_private=True, limits=SMALL)
    message = str(caught.value)
    assert words in message
    assert site in message
    assert "\n" not in message
    assert message.endswith(".")


@pytest.mark.parametrize("page", ["slow", "slow-head"])
def test_a_dripping_server_is_cut_off(site, page):
    """A server that sends a byte now and then is left when the time is up."""
    hurried = Limits(seconds=0.4)
    with pytest.raises(SourceError, match=r"within 0\.4 seconds"):
        fetch(f"{site}/{page}", allow_private=True, limits=hurried)


def test_this_machine_is_not_fetched(site):
    """Without the switch no request leaves for an address of this machine."""
    before = len(Site.seen)
    for url in (site, site.replace("127.0.0.1", "localhost"), "http://0x7f000001:1/", "http://[::1]:1/"):
        with pytest.raises(ForbiddenAddress, match="--allow-private"):
            fetch(url)
    assert len(Site.seen) == before


def test_a_redirect_to_this_machine_is_not_followed(site, monkeypatch):
    """A public page that redirects to 127.0.0.1 is refused at the redirect."""
    public = "news.example"
    port = int(site.rsplit(":", 1)[1])

    def resolve(host, *_args, **_options):
        ip = "127.0.0.1" if host == public else host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    real = is_public
    asked = []

    def first_time_public(ip):
        asked.append(ip)
        return len(asked) == 1 or real(ip)

    monkeypatch.setattr(address_module.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(address_module, "is_public", first_time_public)
    Site.page_away = lambda self: self.answer(b"", status=302, Location=f"{site}/ok")
    before = len(Site.seen)
    with pytest.raises(ForbiddenAddress, match=r"127\.0\.0\.1"):
        fetch(f"http://{public}:{port}/away", limits=SMALL)
    assert len(Site.seen) == before + 1
    assert Site.seen[-1]["Host"] == f"{public}:{port}"


def test_the_connection_goes_to_the_address_that_was_checked(site, monkeypatch):
    """A name is resolved once; what it would say the second time does not matter."""
    port = int(site.rsplit(":", 1)[1])
    answers = iter([[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]])
    real = socket.getaddrinfo

    def resolve(host, *args, **options):
        return next(answers) if host == "turncoat.example" else real(host, *args, **options)

    monkeypatch.setattr(address_module.socket, "getaddrinfo", resolve)
    raw = fetch(f"http://turncoat.example:{port}/ok", allow_private=True, limits=SMALL)
    assert raw.data == PAGE


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.0.8", "192.0.2.1", "198.18.0.1",  # noqa: S104 - an address to refuse
        "192.88.99.1", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fe80::1%eth0",
        "fc00::1", "fec0::1", "ff02::1", "2001:db8::1", "2001::1", "2002:7f00:1::", "64:ff9b::7f00:1",
        "64:ff9b:1::1", "100::1", "", "localhost", "1.2.3",
    ],
)  # fmt: skip
def test_what_is_not_public(ip):
    """Private, loopback, link-local, shared, reserved and tunnelled addresses are not public."""
    assert not is_public(ip)


@pytest.mark.parametrize("ip", ["93.184.215.14", "8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_what_is_public(ip):
    """Addresses of the open internet are."""
    assert is_public(ip)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://news.example/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://news.example/", "only http and https"),
        ("http://ada:secret@news.example/", "user name or password"),
        ("http:///a", "not an address"),
        ("http://news.example:99999/", "not an address"),
        ("http://news.example/a b\r\nHost: x", "not an address"),
        ("http://no-such-host.invalid/", "cannot be resolved"),
    ],
)
def test_addresses_that_are_refused(url, words):
    """Another scheme, credentials or nonsense is refused in a sentence, before anything is sent."""
    with pytest.raises(SourceError, match=words) as caught:
        target_of(url, allow_private=False)
    assert "secret" not in str(caught.value)


def test_a_bad_page_does_not_cost_the_batch(site):
    """Of several addresses the bad ones are failures in their place."""
    found = list(
        open_sources([f"{site}/ok", f"{site}/missing", "ftp://x/y", f"{site}/ok"], allow_private=True)
    )
    assert [isinstance(one, Failure) for one in found] == [False, True, True, False]
    assert found[1].where == f"{site}/missing"


def test_what_is_said_of_a_page_wins(site):
    """Metadata given beside an address is kept with the page."""
    (raw,) = open_sources(
        [f"{site}/ok"], allow_private=True, url="https://news.example/talks", outlet="Northwire"
    )
    assert (raw.url, raw.fetched, raw.outlet) == ("https://news.example/talks", f"{site}/ok", "Northwire")


def test_the_limits_are_those_of_a_page():
    """The default limits hold a long page and no more."""
    assert LIMITS.wire <= LIMITS.size <= 20_000_000
    assert LIMITS.seconds <= 60
    assert LIMITS.redirects <= 10

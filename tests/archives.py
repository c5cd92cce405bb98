"""Small web archives for the tests: records written by hand, so that every byte of them is known."""

import gzip

PAGE = """<html><head><title>{title}</title>
<meta property="article:published_time" content="2031-03-{day:02d}T10:00:00+00:00">
<meta property="og:site_name" content="Andean Post"></head><body><article><h1>{title}</h1>
<p>Peruvian President Lucía Montalván said on Tuesday that she would meet Ecuadorean President Tomás
Echandía in Manaus on {day} April, and that talk number {number} would be held there.</p>
<p>"We are ready to talk in any city," Montalván told reporters in Lima after a long meeting of her
cabinet. Ecuador demands that Peru withdraw its patrols from the river before any talks begin.</p>
</article></body></html>"""


def page(number):
    """A short page; every number is another report."""
    title = f"Montalván to meet Echandía, round {number}"
    return PAGE.format(title=title, number=number, day=number % 27 + 1).encode()


def record(url, body, *, status=200, media_type="text/html; charset=utf-8", more=""):
    """A response record, uncompressed."""
    head = f"HTTP/1.1 {status} Fine\r\nContent-Type: {media_type}\r\n{more}\r\n"
    return block("response", head.encode() + body, url, "application/http; msgtype=response")


def block(kind, content, url=None, media_type="application/warc-fields"):
    """Any record."""
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2031-03-01T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash(url)) % 10**8:08d}-0000-4000-8000-000000000000>\r\n{target}"
        f"Content-Type: {media_type}\r\nContent-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def address(number):
    """Where a page stood."""
    return f"https://post.example/news/{number}"


def pages(count):
    """Response records of so many pages."""
    return [record(address(n), page(n)) for n in range(count)]


def members(records):
    """The records as CC-NEWS has them, each a gzip member; and the offset of each."""
    packed = [gzip.compress(r, mtime=0) for r in records]
    offsets = [sum(map(len, packed[:n])) for n in range(len(packed))]
    return b"".join(packed), offsets

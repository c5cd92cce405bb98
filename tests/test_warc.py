import gzip
import json
import subprocess
import sys
import tracemalloc
from collections import Counter

import pytest
from archives import address, block, members, page, pages, record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.sources import Failure, Raw, open_sources
from dateline.sources.warc import open_warc, pages_in


def written(folder, data, name="news.warc.gz"):
    """The path of a file with such bytes in it."""
    path = folder / name
    path.write_bytes(data)
    return str(path)


def read(path):
    """The addresses of the pages that were read, and the places of what failed."""
    found = list(open_warc(path))
    return (
        [raw.url for raw in found if isinstance(raw, Raw)],
        [f.where.rpartition("/")[2] for f in found if isinstance(f, Failure) and not f.skipped],
    )


ALL = [address(n) for n in range(6)]


@pytest.mark.parametrize("layout", ["members", "plain", "whole"])
def test_every_layout_gives_the_same_pages(tmp_path, layout):
    """An archive gives the same pages whether its records are compressed one by one, all as one, or not."""
    data = {
        "members": members(pages(6))[0],
        "plain": b"".join(pages(6)),
        "whole": gzip.compress(b"".join(pages(6))),
    }[layout]
    path = written(tmp_path, data, "news.warc" if layout == "plain" else "news.warc.gz")
    raws = list(open_warc(path))
    assert [raw.data for raw in raws] == [page(n) for n in range(6)]
    assert [raw.url for raw in raws] == ALL
    assert {raw.charset for raw in raws} == {"utf-8"}


def test_a_page_tells_the_offset_of_its_record(tmp_path):
    """A page in an archive is called by the offset of its record, and is found there again."""
    data, offsets = members(pages(6))
    path = written(tmp_path, data)
    raws = list(open_warc(path))
    assert [raw.where for raw in raws] == [f"{path}@{at}" for at in offsets]
    assert [raw.record for raw in raws] == [f"news.warc.gz@{at} 2031-03-01T10:00:00Z" for at in offsets]
    again = list(pages_in(path, Counter(), offsets[2], offsets[4]))
    assert [raw.url for raw in again] == ALL[2:4]


def test_what_is_no_page_is_passed_over_and_counted(tmp_path):
    """Requests, redirects, pictures and the archive's own notes are counted, each with its reason."""
    records = [
        block("warcinfo", b"software: ours"),
        *pages(2),
        block("request", b"GET / HTTP/1.1\r\n\r\n", address(0), "application/http; msgtype=request"),
        record(address(7), b"gone", status=404),
        record(address(8), b"\x89PNG", media_type="image/png"),
        record(address(9), b"<rss/>", media_type="application/rss+xml"),
        record(address(9), b"?", media_type=""),
        block("response", b"no such thing", address(3), "text/dns"),
    ]
    *found, passed = open_warc(written(tmp_path, members(records)[0]))
    assert [raw.url for raw in found] == ALL[:2]
    assert passed.skipped
    assert str(passed.error).endswith(
        ": 7 records (1 warcinfo record, 1 request record, 1 HTTP 404, 1 of type image/png, "
        "1 of type application/rss+xml, 1 of type unknown, 1 no HTTP answer) passed over."
    )


def test_a_body_is_decoded_as_its_headers_say(tmp_path):
    """Gzipped and chunked bodies are decoded, headers that no longer hold are seen through."""
    body = page(1)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    records = [
        record(address(1), gzip.compress(body), more="Content-Encoding: gzip\r\n"),
        record(address(2), chunked, more="Transfer-Encoding: chunked\r\n"),
        record(address(3), body, more="Content-Encoding: gzip\r\n"),
        record(address(4), body, more="Content-Encoding: br\r\nTransfer-Encoding: chunked\r\n"),
        record(address(5), "é".encode("latin-1"), media_type="text/html; charset=ISO-8859-1"),
    ]
    *raws, last = open_warc(written(tmp_path, members(records)[0]))
    assert [raw.data for raw in raws] == [body] * 4
    assert (last.data, last.charset) == (b"\xe9", "iso-8859-1")


def test_a_bomb_in_a_record_is_refused_alone(tmp_path):
    """A record that inflates without end is refused with its offset, and memory stays small."""
    bomb = gzip.compress(bytes(60_000_000))
    records = [*pages(1), record(address(1), bomb, more="Content-Encoding: gzip\r\n"), *pages(1)]
    bombs = members([*records, record(address(2), bytes(60_000_000))])[0]
    path = written(tmp_path, bombs)
    tracemalloc.start()
    addresses, failed = read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert addresses == ALL[:1] * 2
    assert len(failed) == 1
    assert peak < 80_000_000


@pytest.mark.parametrize("cut", [3, 30, 200])
def test_a_truncated_archive_is_read_as_far_as_it_is_whole(tmp_path, cut):
    """Of an archive that breaks off everything whole is read; the rest is a failure with its offset."""
    data, offsets = members(pages(6))
    addresses, failed = read(written(tmp_path, data[: offsets[4] + cut]))
    assert addresses == ALL[:4]
    assert failed == [f"news.warc.gz@{offsets[4]}"]
    plain = b"".join(pages(6))
    addresses, failed = read(written(tmp_path, plain[: -cut - 4], "news.warc"))
    assert addresses == ALL[:5]
    assert len(failed) == 1


def test_a_damaged_record_costs_itself_alone(tmp_path):
    """Behind a damaged record the reading goes on with the next one."""
    data, offsets = members(pages(6))
    for at in (offsets[2], offsets[2] + 40):  # its header, its body
        damaged = data[:at] + bytes(12) + data[at + 12 :]
        addresses, failed = read(written(tmp_path, damaged))
        assert addresses == ALL[:2] + ALL[3:]
        assert failed == [f"news.warc.gz@{offsets[2]}"]
    records = pages(6)
    records[2] = records[2].replace(b"Content-Length: ", b"Content-Length: 9")
    addresses, failed = read(written(tmp_path, b"".join(records), "news.warc"))
    assert addresses == ALL[:2] + ALL[3:]
    assert failed == [f"news.warc@{sum(map(len, records[:2]))}"]


def test_an_archive_compressed_as_one_and_cut_is_read_to_the_cut(tmp_path):
    """An archive that was compressed as a whole gives what stands before the damage."""
    whole = gzip.compress(b"".join(pages(6)), 0)
    addresses, failed = read(written(tmp_path, whole[: len(whole) // 2]))
    assert addresses == ALL[: len(addresses)] != []
    assert len(failed) == 1


@pytest.mark.parametrize(
    "data", [b"", b"hello\n" * 40, gzip.compress(b"hello", mtime=0), b"\x1f\x8b", b"WARC/1.0\r\n"]
)
def test_what_is_no_archive_is_told(tmp_path, data):
    """A file that only bears an archive's name gives one clear sentence and no page."""
    addresses, failed = read(written(tmp_path, data))
    assert addresses == []
    assert failed


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    layout=st.booleans(), at=st.integers(0, 4000), junk=st.binary(min_size=0, max_size=40), cut=st.booleans()
)
def test_no_damage_stops_the_reading(tmp_path, layout, at, junk, cut):
    """Whatever is done to an archive, it is read to its end, and no page is given that was not in it."""
    data = members(pages(6))[0] if layout else b"".join(pages(6))
    at %= len(data)
    damaged = data[:at] + junk + (b"" if cut else data[at + len(junk) :])
    for found in open_warc(written(tmp_path, damaged, "news.warc.gz" if layout else "news.warc")):
        assert isinstance(found, Failure) or layout is False or found.data in {page(n) for n in range(6)}


def test_the_command_reads_an_archive(tmp_path):
    """The command takes an archive; a folder of archives too."""
    path = written(tmp_path, members(pages(2))[0])
    command = [sys.executable, "-c", "from dateline.cli import main; main()", "read", path, "--jsonl"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [report["report"]["url"] for report in told] == ALL[:2]
    assert told[0]["report"]["provenance"]["record"].startswith("news.warc.gz@0 ")
    assert [raw.url for raw in open_sources([str(tmp_path)])] == ALL[:2]

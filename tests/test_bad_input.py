"""Every case of bad input that sources and reading meet: one sentence, and the batch goes on."""

import gzip

import pytest

from dateline.errors import DatelineError, NotText
from dateline.reading import read, read_text
from dateline.sources import Failure, Raw, open_sources

GOOD = "The two envoys met for three hours in the villa by the lake and left without a paper."


def outcome(path):
    """The text of the one report at a path, or its error."""
    (found,) = open_sources([str(path)])
    if isinstance(found, Failure):
        return found.error
    try:
        return read(found).text
    except DatelineError as error:
        return error


CASES = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\r\n", "empty"),
    "mark.txt": (b"\xef\xbb\xbf", "empty"),
    "binary.txt": (bytes(range(256)) * 20, "not text"),
    "zeros.txt": (b"\x00" * 5000, "not text"),
    "paper.txt": (b"%PDF-1.7\n" + GOOD.encode(), "a PDF"),
    "broken-utf16.txt": (b"\xff\xfe" + GOOD.encode("utf-16-le") + b"x", "UTF-16-LE"),
    "one-line.txt": (b"word " * 10_000_000, "more than 16 MB"),
    "long-line.txt": (b"word " * 100_000, "a line of"),
    "long.txt": (f"{GOOD}\n".encode() * 15_000, "more than one report"),
    "no-article.html": (b"<html><body><a href='/'>Home</a></body></html>", "no article"),
    "nothing.html": (b"<html></html>", "no article"),
    "comment.html": (b"<!-- only -->", "no article"),
    "truncated.html.gz": (gzip.compress(GOOD.encode() * 100)[:-30], "ends early"),
    "damaged.html.gz": (gzip.compress(GOOD.encode())[:12] + b"\xff" * 40, "damaged"),
    "bomb.html.gz": (gzip.compress(b"a" * 40_000_000), "when decompressed"),
    "german.txt": (b"Der Minister traf sich am Montag mit seinem Kollegen in Berlin.", "German"),
}


@pytest.mark.parametrize("name", CASES)
def test_one_sentence(tmp_path, name):
    """What cannot be read is one sentence that names the file and says what to do."""
    data, words = CASES[name]
    (tmp_path / name).write_bytes(data)
    error = outcome(tmp_path / name)
    assert isinstance(error, DatelineError)
    message = str(error)
    assert message.startswith(f"{tmp_path / name}: ")
    assert words in message
    assert message.endswith(".")
    assert "\n" not in message


def test_the_batch_goes_on(tmp_path):
    """Between bad files the good ones are read."""
    for name, (data, _) in CASES.items():
        if len(data) < 1_000_000:
            (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(GOOD)
    texts = []
    for found in open_sources([str(tmp_path)]):
        if isinstance(found, Raw):
            try:
                texts.append(read(found).text)
            except DatelineError:
                continue
    assert texts == [GOOD]


@pytest.mark.parametrize("suffix", ["html", "xhtml"])
def test_an_xml_bomb_stays_small(tmp_path, suffix):
    """Entities that stand for each other are not expanded."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e0 "{"ha" * 50}">{entities}]>'
    page = f"{bomb}<html><body><p>&e9;</p><p>{GOOD}</p><p>{GOOD} Twice.</p></body></html>"
    (tmp_path / f"bomb.{suffix}").write_text(page)
    found = outcome(tmp_path / f"bomb.{suffix}")
    assert isinstance(found, DatelineError) or len(found) < 10_000


def test_a_deeply_nested_page(tmp_path):
    """Ten thousand elements inside each other end in a text or a sentence."""
    (tmp_path / "deep.html").write_text("<html><body>" + "<div>" * 10_000 + f"<p>{GOOD}</p>")
    assert isinstance(outcome(tmp_path / "deep.html"), str | DatelineError)


def test_scripts_and_marks_of_every_kind():
    """Right-to-left words, combining marks and unpaired quotation marks are kept as they are."""
    text = f"{GOOD} \u202e“שלום” cafe\u0301 \u200b“never closed\n{GOOD} Twice."
    assert read_text(text).text == text


def test_a_lone_surrogate_in_a_string():
    """Half a character in a string is kept, and the document still has an address."""
    assert read_text(f"{GOOD} \ud800").id


def test_latin_bytes_in_a_utf8_text(tmp_path):
    """A text that is UTF-8 but for one byte is read, not refused."""
    (tmp_path / "odd.txt").write_bytes(f"{GOOD}\n".encode() * 5 + b"caf\xe9\n")
    assert str(outcome(tmp_path / "odd.txt")).startswith(GOOD)


def test_a_name_that_is_not_utf8(tmp_path):
    """A file whose name is not UTF-8 is read, and its path can be printed."""
    path = bytes(tmp_path) + b"/caf\xe9.txt"
    try:
        with open(path, "wb") as file:  # noqa: PTH123 - pathlib has no bytes
            file.write(GOOD.encode())
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (found,) = open_sources([str(tmp_path)])
    assert found.path is not None
    assert found.path.encode().endswith("caf\ufffd.txt".encode())


def test_odd_text_objects():
    """Control characters in a string do not break the reader."""
    with pytest.raises(NotText):
        read_text("\x0b\x0c")
    assert read_text(f"{GOOD}\x00\x07").segments

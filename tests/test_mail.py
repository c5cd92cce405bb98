"""Mail and archives of text: messages, mailboxes and zip files as sources of reports."""

import gzip
import io
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dateline
from dateline.model.times import When
from dateline.sources import Failure, Raw, open_sources
from dateline.sources.files import LARGEST
from dateline.sources.mail import messages_in, reports_in_message
from dateline.sources.mail_words import header, sender, subject, unwrapped

PLAIN = b"""From: "Meridian Wire" <desk@meridian.example>
To: readers@list.example
Date: Wed, 12 Mar 2031 18:05:00 -0500
Subject: =?utf-8?q?Re=3A_Peru_agrees_to_talks=2C_says_In=C3=A9s_Carpio?=
Message-ID: <77@meridian.example>
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Peru will send its foreign minister to talks with Ecuador in Manaus next
week, Foreign Minister In=E9s Carpio said on Wednesday.

"We will come, and we will listen," she said.
"""

BOTH = b"""From: desk@meridian.example
List-Id: Andean Desk <andes.list.example>
Subject: [andes] Talks in Manaus
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=xx

--xx
Content-Type: multipart/alternative; boundary=yy

--yy
Content-Type: text/html; charset=utf-8

<p>The talks in <b>Manaus</b> are off, a spokesman said.</p><p>No date was set.</p>
--yy--
--xx
Content-Type: text/plain
Content-Disposition: attachment; filename=notes.txt

not this one
--xx
Content-Type: message/rfc822

From: Northern Courier <news@courier.example>
Date: Tue, 11 Mar 2031 10:00:00 +0000
Subject: Talks to be held in Manaus

The talks will be held in Manaus next week, a spokesman for the ministry said.
--xx--
"""

FORWARDED = b"""From: Ana <ana@desk.example>
Date: Thu, 13 Mar 2031 09:00:00 +0000
Subject: Fwd: Talks in Manaus

see below

---------- Forwarded message ---------
From: Northern Courier <news@courier.example>
Date: Tue, 11 Mar 2031 10:00:00 +0000
Subject: Talks to be held in Manaus
To: Ana <ana@desk.example>

The talks will be held in Manaus next week, a spokesman for the ministry said.
"""


AGREED = (
    "Peru will send its foreign minister to talks with Ecuador in Manaus next week, "
    "Foreign Minister Inés Carpio said on Wednesday."
)


def reports(data, where="a.eml"):
    """The reports in a message."""
    return list(reports_in_message(data, where, where))


def test_a_message_is_a_report_under_its_subject():
    """Sender, subject, date and text of a message are outlet, title, time and words; its lines are joined."""
    (raw,) = reports(PLAIN)
    assert (raw.outlet, raw.title) == ("Meridian Wire", "Peru agrees to talks, says Inés Carpio")
    assert raw.published == When.parse("2031-03-12T18:05-05:00")
    assert raw.key == "mid:77@meridian.example"
    assert raw.data.decode().splitlines()[:2] == [
        "Peru agrees to talks, says Inés Carpio",
        AGREED,
    ]


def test_the_html_part_serves_where_there_is_no_plain_one():
    """Without a plain part the HTML part is read; a list is the outlet, an attachment is not read."""
    raw, forwarded = reports(BOTH)
    assert (raw.outlet, raw.title) == ("Andean Desk", "Talks in Manaus")
    assert raw.data.decode().splitlines() == [
        "Talks in Manaus",
        "The talks in Manaus are off, a spokesman said.",
        "No date was set.",
    ]
    assert (forwarded.outlet, forwarded.record) == ("Northern Courier", "a.eml/forwarded/1")


def test_what_is_forwarded_is_a_report_of_its_own():
    """A forwarded message has the outlet, title and time of who wrote it, not of who passed it on."""
    (raw,) = reports(FORWARDED)
    assert (raw.outlet, raw.title) == ("Northern Courier", "Talks to be held in Manaus")
    assert raw.published == When.parse("2031-03-11T10:00+00:00")
    assert b"see below" not in raw.data


def box(*messages):
    """A mailbox of messages."""
    return b"".join(b"From x Wed Mar 12 18:05:00 2031\n" + m + b"\n" for m in messages)


def test_a_mailbox_gives_its_messages_with_their_numbers(tmp_path):
    """Each message of a mailbox is a report whose provenance says which; gzip makes no difference."""
    (tmp_path / "mail.mbox").write_bytes(box(PLAIN, FORWARDED))
    (tmp_path / "more.mbox.gz").write_bytes(gzip.compress(box(PLAIN)))
    found = list(open_sources([str(tmp_path)]))
    assert [r.record for r in found] == ["mail.mbox#1", "mail.mbox#2/forwarded", "more.mbox.gz#1"]
    report = dateline.read(tmp_path / "more.mbox.gz")
    assert report.document.provenance.record == "more.mbox.gz#1"
    assert any(s.speaker.name == "Inés Carpio" for s in report.statements)


def test_a_bad_message_costs_only_itself(tmp_path):
    """A message without text is told with its number, and the next one is read."""
    (tmp_path / "mail.mbox").write_bytes(box(b"Subject: x\n\n", PLAIN))
    failure, raw = open_sources([str(tmp_path / "mail.mbox")])
    assert isinstance(failure, Failure)
    assert "mail.mbox#1: no text in the message" in str(failure.error)
    assert raw.outlet == "Meridian Wire"


def test_a_file_that_is_no_mailbox_is_refused(tmp_path):
    """A text file under the name of a mailbox is refused in a sentence."""
    (tmp_path / "mail.mbox").write_bytes(b"The talks will be held.\n")
    (failure,) = open_sources([str(tmp_path / "mail.mbox")])
    assert "no mailbox" in str(failure.error)


class Endless(io.RawIOBase):
    """A mailbox whose one message never ends."""

    def __init__(self, most):
        """A message of ``most`` bytes."""
        self.left, self.given = most, False

    def readline(self, size=-1):  # noqa: ARG002
        """The next line, a million bytes long."""
        if not self.given:
            self.given = True
            return b"From x\n"
        self.left -= 1_000_000
        return b"y" * 999_999 + b"\n" if self.left > 0 else b""


def test_a_message_that_is_too_large_is_not_kept():
    """Of a message of more than 16 MB nothing is held, and it is given as too large."""
    assert list(messages_in(Endless(3 * LARGEST))) == [(1, None)]


def test_records_and_mailboxes_are_read_as_they_come():
    """Of records or messages in a pipe the first report is given before the rest was read."""
    line = b'{"text": "The talks will be held, he said."}\n'
    for piece in (line, box(PLAIN)):
        stream = io.BytesIO(piece * 2000)
        found = open_sources(["-"], stdin=stream)
        assert next(found).where in ("-:1", "-#1")
        assert stream.tell() < len(piece) * 20
        assert sum(isinstance(f, Raw) for f in found) == 1999


def test_a_report_may_begin_like_a_mailbox():
    """A text that begins with "From Oslo" is a text, and so is a paragraph of a message that does."""
    (raw,) = open_sources(["-"], stdin=io.BytesIO(b"From Oslo, the envoys went home.\n"))
    assert raw.data.startswith(b"From Oslo")
    body = PLAIN + b"\nFrom Oslo the envoys went home.\n"
    assert len(list(messages_in(io.BytesIO(box(body, PLAIN))))) == 2


@given(st.binary(max_size=400))
def test_any_bytes_are_a_report_or_a_sentence(data):
    """Whatever bytes come as a message, there is a report or a sentence, and nothing is raised."""
    for found in reports(data):
        assert not isinstance(found, Failure) or str(found.error).endswith(".")


@given(st.lists(st.text(alphabet="ab \n", max_size=40), max_size=6), st.booleans())
def test_joining_lines_changes_no_word(parts, flowed):
    """Lines that are joined keep their words in their order."""
    text = "\n".join(parts)
    assert unwrapped(text, flowed=flowed).split() == text.split()


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ('"Meridian Wire" <a@b.example>', "Meridian Wire"),
        ("desk@meridian.example", "meridian.example"),
        ("Andean Desk <andes.list.example>", "Andean Desk"),
        ("<andes.list.example>", "andes.list.example"),
        ("", None),
        (None, None),
    ],
)
def test_who_sends(words, name):
    """The name before an address, a list's name, else the domain."""
    assert sender(words) == name


def test_subjects_lose_what_programs_put_before_them():
    """Replies, forwards and list tags are no part of a title."""
    assert subject("Re: [andes] Fwd: Talks: a chance") == "Talks: a chance"


def test_a_header_in_an_unknown_charset_is_kept():
    """A header whose charset nobody knows is read as far as it can be."""
    import email

    message = email.message_from_bytes(b"Subject: =?x-nobody?q?caf=E9?= talks\n\nx")
    assert "talks" in header(message, "Subject")


TALKS = "The envoys will meet in Oslo on Friday, the ministry said.\n"


def zipped(path, members):
    """A zip file with the members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return list(open_sources([str(path)]))


def test_a_zip_file_gives_its_reports_with_their_names(tmp_path):
    """Texts, records and messages in a zip file are reports; each says which member it was."""
    found = zipped(
        tmp_path / "day.zip",
        {
            "a/one.txt": TALKS,
            "a/one.meta.json": '{"outlet": "Harbour Post"}',
            "b.jsonl": '{"text": "The talks are off."}\n{"text": "The talks are on."}\n',
            "c.eml": PLAIN,
            "__MACOSX/._one.txt": "x",
        },
    )
    assert [r.record for r in found] == [
        "day.zip!a/one.txt",
        "day.zip!b.jsonl:1",
        "day.zip!b.jsonl:2",
        "day.zip!c.eml",
    ]
    assert found[0].outlet == "Harbour Post"
    assert found[0].data.decode() == TALKS


def test_archives_inside_an_archive_are_not_opened(tmp_path):
    """A zip file inside a zip file is passed over with a sentence, and the rest is read."""
    nested, raw = zipped(tmp_path / "day.zip", {"in.zip": b"PK", "one.txt": TALKS})
    assert nested.skipped
    assert "archives inside an archive are not opened" in str(nested.error)
    assert raw.data.decode() == TALKS


def test_a_bomb_is_not_unpacked(tmp_path):
    """A member that grows beyond the limit is refused; many that do together end the archive."""
    bomb = bytes(LARGEST + 1)
    (failure,) = zipped(tmp_path / "bomb.zip", {"big.txt": bomb})
    assert "more than 16 MB" in str(failure.error)
    found = zipped(tmp_path / "many.zip", {f"{n}.txt": bytes(LARGEST // 2) for n in range(6)})
    assert "times its size" in str(found[-1].error)
    assert len(found) < 6


def test_names_in_archives_are_printed_safely(tmp_path):
    """A name with control characters or dots upwards is shown without harm and written nowhere."""
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (raw,) = zipped(inner / "odd.zip", {"../../x\x1b[2J.txt": TALKS})
    assert "\x1b" not in raw.where
    assert [p.name for p in tmp_path.rglob("*.txt")] == []


def test_damaged_archives_are_refused(tmp_path):
    """A file that is no archive, a cut one and a member with a wrong checksum are told in a sentence."""
    (tmp_path / "no.zip").write_bytes(b"PK but no archive")
    (failure,) = open_sources([str(tmp_path / "no.zip")])
    assert "not a zip file" in str(failure.error)
    zipped(tmp_path / "day.zip", {"one.txt": TALKS})
    data = bytearray((tmp_path / "day.zip").read_bytes())
    checksum = zlib.crc32(TALKS.encode()).to_bytes(4, "little")
    (tmp_path / "bad.zip").write_bytes(bytes(data).replace(checksum, b"\x00\x00\x00\x00"))
    (failure,) = open_sources([str(tmp_path / "bad.zip")])
    assert "damaged in the archive" in str(failure.error)


def test_an_empty_archive_says_so(tmp_path):
    """An archive without reports is told."""
    (failure,) = zipped(tmp_path / "none.zip", {})
    assert "holds no reports" in str(failure.error)

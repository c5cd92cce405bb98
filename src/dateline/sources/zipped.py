"""Zip files of reports: each member is read in memory under a limit, nothing is ever unpacked to the disk."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from dateline.errors import DatelineError, SourceError
from dateline.sources.contents import REPORT_SUFFIXES, NoWire, media_type, reports_of, suffixed
from dateline.sources.files import LARGEST, SIDECAR, shown
from dateline.sources.gzipped import GZIP_MAGIC, inflate
from dateline.sources.metadata import Metadata, metadata_in, sidecar_of
from dateline.sources.raw import Failure, Raw, quotable, record_of

__all__ = ["open_zip"]

MOST_GROWTH = 200
"""Bytes of all members for one of the archive: prose shrinks to a tenth, a bomb to a thousandth."""
NESTED = (".zip", ".warc", ".mbox", ".tar", ".tgz", ".7z", ".rar", ".bz2", ".xz")


def open_zip(path: str) -> Iterator[Raw | Failure]:
    """The reports in a zip file, in its own order, each read when it is asked for.

    Hidden files are left out, and a sidecar ``name.meta.json`` speaks for ``name.txt`` as in a folder. What
    cannot be read is a Failure in its place. Raises :class:`~dateline.errors.SourceError` for a file that is
    no zip file.
    """
    where = shown(path)
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _members(archive, where, Path(path).stat().st_size)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, OverflowError) as error:
        message = f"{where}: not a zip file that can be read ({quotable(str(error))}); get it again."
        raise SourceError(message) from error


def _members(archive: zipfile.ZipFile, where: str, size: int) -> Iterator[Raw | Failure]:
    left = size * MOST_GROWTH + LARGEST
    found = False
    for member in archive.infolist():
        if member.is_dir() or _hidden(member.filename) or member.filename.endswith(SIDECAR):
            continue
        found = True
        place = f"{where}!{quotable(member.filename, 300) or 'a file without a name'}"
        if left <= 0:
            message = f"{where}: grows to more than {MOST_GROWTH} times its size; what is left is not read."
            yield Failure(where, SourceError(message))
            return
        for report in _reports(archive, member, where, place):
            left -= len(report.data) if isinstance(report, Raw) else 0
            yield report
        left -= min(member.file_size, LARGEST)
    if not found:
        message = f"{where}: the archive holds no reports; give one with .txt, .html or .jsonl files."
        yield Failure(where, SourceError(message))


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _reports(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str, place: str
) -> Iterator[Raw | Failure]:
    reason = _why_not(member.filename)
    if reason:
        yield Failure(place, SourceError(f"{place}: skipped, because {reason}."), skipped=True)
        return
    try:
        raw = Raw(
            data=_data(archive, member, place),
            media_type=media_type(member.filename),
            where=place,
            path=where,
            record=record_of(place, where),
        )
        yield from reports_of(_sidecar(archive, member, where).over(raw), member.filename)
    except NoWire as error:
        yield Failure(place, error, skipped=True)
    except DatelineError as error:
        yield Failure(place, error)


def _why_not(name: str) -> str | None:
    suffix = PurePosixPath(name.lower().removesuffix(".gz")).suffix
    if suffix in NESTED:
        return f"{suffix} archives inside an archive are not opened; unpack it first"
    if suffix and not suffixed(name, REPORT_SUFFIXES):
        return f"{quotable(suffix)} files are not reports"
    return None


def _data(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: str) -> bytes:
    """The bytes of a member, at most ``LARGEST`` and one of them."""
    if member.flag_bits & 1:
        message = f"{place}: encrypted; unpack the archive with its password first."
        raise SourceError(message)
    try:
        with archive.open(member) as file:
            data = file.read(LARGEST + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        message = f"{place}: damaged in the archive ({quotable(str(error))}); get it again."
        raise SourceError(message) from error
    if len(data) > LARGEST:
        message = f"{place}: more than {LARGEST // 1_000_000} MB; Dateline reads single reports."
        raise SourceError(message)
    return inflate((data,), place, LARGEST) if data.startswith(GZIP_MAGIC) else data


def _sidecar(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str) -> Metadata:
    """The metadata beside a member, as beside a file in a folder."""
    name = str(sidecar_of(Path(member.filename)))
    if name == member.filename or name not in archive.NameToInfo:
        return Metadata()
    place = f"{where}!{quotable(name, 300)}"
    return metadata_in(_data(archive, archive.getinfo(name), place), place)

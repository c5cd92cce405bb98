"""Reports on the disk: one file, a folder of them, or standard input."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from dateline.errors import SourceError
from dateline.sources.contents import REPORT_SUFFIXES, media_type
from dateline.sources.gzipped import GZIP_MAGIC, inflate
from dateline.sources.metadata import Metadata, read_sidecar, sidecar_of
from dateline.sources.raw import TEXT, Raw

__all__ = [
    "LARGEST",
    "MBOX_SUFFIXES",
    "WARC_SUFFIXES",
    "ZIP_SUFFIXES",
    "open_file",
    "open_stream",
    "reports_in",
    "why_skipped",
]

LARGEST = 16_000_000
"""Bytes of one report, before and after decompression. The longest page measured held 3 MB."""
WARC_SUFFIXES = (".warc",)
MBOX_SUFFIXES = (".mbox",)
ZIP_SUFFIXES = (".zip",)
CONTAINERS = (*WARC_SUFFIXES, *MBOX_SUFFIXES, *ZIP_SUFFIXES)
SIDECAR = ".meta.json"


def open_file(path: str) -> Raw:
    """The report in the file at ``path``, with the metadata of its sidecar.

    Raises :class:`~dateline.errors.SourceError` when the file cannot be read, is too large, or is a
    gzip file that is damaged; the sidecar's errors are raised as they are.
    """
    where = shown(path)
    file = Path(path)
    data = _bytes_of(file, where)
    if data.startswith(GZIP_MAGIC):
        data = inflate((data,), where, LARGEST)
    sidecar = sidecar_of(file)
    metadata = read_sidecar(sidecar, shown(str(sidecar))) if sidecar != file else Metadata()
    return metadata.over(Raw(data=data, media_type=media_type(file.name), where=where, path=where))


def open_stream(stream: BinaryIO, where: str = "-") -> Raw:
    """The report on a stream such as standard input; what kind it is shows when it is read.

    Raises :class:`~dateline.errors.SourceError` when it cannot be read or is too large.
    """
    try:
        data = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        message = f"{where}: cannot be read ({_why(error)}); give the report as a file."
        raise SourceError(message) from error
    _refuse_large(len(data), where)
    if data.startswith(GZIP_MAGIC):
        data = inflate((data,), where, LARGEST)
    return Raw(data=data, media_type=TEXT, where=where, path=where)


def reports_in(folder: str) -> Iterator[str | OSError]:
    """The files below ``folder`` in a fixed order, each as ``folder`` joined with its relative name.

    Hidden files and folders and the sidecars are left out; links to folders are not followed. A
    folder that cannot be read comes as its error, and the others go on.
    """
    unread: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=unread.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and not name.endswith(SIDECAR):
                yield str(Path(here) / name) if folder != "." else os.path.normpath(Path(here) / name)
    yield from unread


def why_skipped(path: str) -> str | None:
    """Why a file met in a folder is not taken for a report; None when it is one."""
    file = Path(path)
    if not file.is_file():
        return "it is not a regular file"
    suffix = Path(file.name.lower().removesuffix(".gz")).suffix
    if suffix and suffix not in (*REPORT_SUFFIXES, *CONTAINERS):
        known = ".txt, .html, .jsonl, .json, .xml, .rss, .eml, .mbox, .zip, .warc"
        return f"{suffix} files are not reports (reports are {known})"
    return None


def shown(path: str) -> str:
    """A path that can be printed: bytes that are not UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def _bytes_of(file: Path, where: str) -> bytes:
    try:
        with file.open("rb") as opened:
            size = os.fstat(opened.fileno()).st_size
            _refuse_large(size, where)
            data = opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        message = f"{where}: cannot be read ({_why(error)}); check the path."
        raise SourceError(message) from error
    _refuse_large(len(data), where)
    return data


def _why(error: Exception) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)


def _refuse_large(size: int, where: str) -> None:
    if size > LARGEST:
        message = (
            f"{where}: more than {LARGEST // 1_000_000} MB; Dateline reads single reports, so split the file."
        )
        raise SourceError(message)

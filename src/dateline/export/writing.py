"""Files written whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from dateline.errors import ExportError

__all__ = ["as_json", "unwritable", "write_file"]


def write_file(path: Path, pieces: Iterable[str | bytes]) -> int:
    """Write the pieces to ``path`` (text in UTF-8) and give its size in bytes.

    They go to a file beside it that takes its place at the end: whoever reads ``path`` meanwhile, or after
    a crash, finds the old file whole. Raises :class:`~dateline.errors.ExportError` when it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as out:
            for piece in pieces:
                out.write(piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace"))
            size = out.tell()
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with suppress(OSError):
            Path(name).unlink(missing_ok=True)
    return size


def unwritable(path: Path, error: OSError) -> ExportError:
    """The sentence for a place where nothing can be written."""
    reason = error.strerror or str(error)
    return ExportError(f"{path} cannot be written ({reason}); make room, or write elsewhere.")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def as_json(value: Any) -> str:
    """``value`` as JSON in one line, exact: a lone surrogate makes it all ASCII escapes."""
    line = json.dumps(value, ensure_ascii=False, default=str)
    try:
        line.encode()
    except UnicodeEncodeError:
        return json.dumps(value, default=str)
    return line

"""A PostgreSQL server for tests and benchmarks: started from Debian's package, thrown away at the end."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

__all__ = ["NOT_INSTALLED", "server", "tool"]

NOT_INSTALLED = "no PostgreSQL server is installed (Debian: apt-get install postgresql)"
_USER = "dateline"
_NOBODY = "nobody"  # the server refuses to run as root


def tool(name: str) -> Path | None:
    """A program of the newest PostgreSQL that is installed; None where there is none."""
    found = shutil.which(name)
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    newest = sorted((f / name for f in folders if (f / name).exists()), key=lambda p: float(p.parts[-3]))
    return newest[-1] if newest else Path(found) if found else None


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The address of a database on a fresh server; ``#name`` after it makes one ledger of many.

    The server listens on a socket in a folder of its own, on no port, and syncs what it commits.
    Raises ``FileNotFoundError`` where none is installed.
    """
    initdb, control = tool("initdb"), tool("pg_ctl")
    if initdb is None or control is None:
        raise FileNotFoundError(NOT_INSTALLED)
    folder = Path(tempfile.mkdtemp(prefix="dateline-postgresql-"))
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, _NOBODY)
    try:
        _run(initdb, "-D", data, "-U", _USER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c max_connections=50"
        _run(control, "-D", data, "-l", folder / "log", "-o", options, "-w", "start")
        try:
            yield f"postgresql://{_USER}@/postgres?host={folder}"
        finally:
            _run(control, "-D", data, "-m", "fast", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: str | Path) -> None:
    """Run a command of the server's, as nobody where we are root; its words go to a file, not to ours."""
    user = _NOBODY if os.geteuid() == 0 else None
    with tempfile.TemporaryFile() as told:  # a pipe would stay open as long as the server runs
        done = subprocess.run(
            list(map(str, command)),
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
            check=False,
            user=user,
            group="nogroup" if user else None,
            extra_groups=[] if user else None,
            cwd="/",
        )
        if done.returncode:
            told.seek(0)
            raise RuntimeError(told.read().decode(errors="replace"))

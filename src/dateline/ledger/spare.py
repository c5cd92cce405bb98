"""How much memory this machine can spare: a first fold is made in memory only as far as that goes."""

from __future__ import annotations

from pathlib import Path

__all__ = ["spare_memory"]

_MACHINE = Path("/proc/meminfo")
_LIMIT, _USED = Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")


def spare_memory(machine: Path = _MACHINE, limit: Path = _LIMIT, used: Path = _USED) -> int | None:
    """Bytes that could be used without swapping, or that a container still leaves; None where nothing says.

    Linux says so in ``/proc/meminfo`` (its kernel's estimate, MemAvailable) and in the files of cgroup v2.
    """
    spare = [_available(machine)]
    most, now = _number(limit), _number(used)
    if most is not None and now is not None:
        spare.append(max(most - now, 0))
    return min((n for n in spare if n is not None), default=None)


def _available(machine: Path) -> int | None:
    for line in _lines(machine):
        name, _, value = line.partition(":")
        if name == "MemAvailable":
            return int(value.split()[0]) * 1024
    return None


def _number(path: Path) -> int | None:
    """The number in a file; None where there is no such file, or it says "max"."""
    return next((int(line) for line in _lines(path) if line.strip().isdigit()), None)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        return []

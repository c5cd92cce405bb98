"""The command line: ``dateline --help``."""

from dateline.cli.main import main

__all__ = ["main"]

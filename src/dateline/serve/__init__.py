"""The desk: pages for people and an API for programs, over one ledger, on one machine.

``application(settings)`` is the ASGI application; ``run(settings)`` serves it until it is interrupted.
"""

from __future__ import annotations

from dateline.serve.application import application, run
from dateline.serve.settings import Settings

__all__ = ["Settings", "application", "run"]

"""A bulk run that reads without models, to be killed by the tests: ``light_bulk.py ENGINE OUT SOURCE…``.

An engine called ``ray@ADDRESS`` is the cluster there.
"""

import os
import signal
import sys
import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from dateline.bulk.engines import open_engine
from dateline.bulk.merge import write_manifest
from dateline.bulk.reader import Reader, Settings
from dateline.bulk.run import Limits, Run
from dateline.bulk.work import WorkLedger
from dateline.errors import DatelineError
from dateline.model.findings import Findings
from dateline.model.report import Report
from dateline.reading import read
from dateline.sources import Failure


@dataclass(frozen=True, slots=True)
class Light(Reader):
    """Reads pages into documents, and finds nothing in them. ``fuse`` is an address at which it dies."""

    fuse: str = ""
    slow: float = 0.0

    def warm_up(self):
        """There are no models."""

    def room(self):
        """Nothing is parsed."""
        return nullcontext()

    def reports(self, raws, together):  # noqa: ARG002 - one at a time is fine
        """Documents without findings."""
        for raw in raws:
            time.sleep(self.slow)
            if isinstance(raw, Failure):
                yield raw
                continue
            if self.fuse and raw.url == self.fuse:
                os.kill(os.getpid(), signal.SIGKILL)
            try:
                yield Report(read(raw), Findings())
            except DatelineError as error:
                yield Failure(raw.where, error)


def light_run(
    out, sources, engine="serial", *, workers=2, unit=3, fuse="", slow=0.0, watch=lambda _: None, address=None
):
    """Read ``sources`` into ``out``; how it stands in the end, and everything that happened."""
    settings = Settings(str(out))
    with WorkLedger(Path(out)) as work:
        run = Run(Path(out), work, settings, Limits(reports=unit))
        reader = Light(settings, fuse, slow)
        paths = [str(s) for s in sources]
        standing = run.read(paths, lambda: open_engine(engine, reader, workers, address), watch)
        write_manifest(work, Path(out))
        return standing, list(work.events())


if __name__ == "__main__":
    from light_bulk import light_run as run  # the workers know the module by this name

    name, _, where = sys.argv[1].partition("@")
    run(sys.argv[2], sys.argv[3:], name, slow=0.05, address=where or None)

"""Adding reports: paste a text, upload a file, or give an address; a page tells how far it is."""

from __future__ import annotations

import asyncio
import io
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline.errors import DatelineError, SourceError
from dateline.ledger import Ledger
from dateline.model.report import Report
from dateline.serve.guard import require_writer
from dateline.serve.layout import page
from dateline.serve.problems import Problem, problem_of
from dateline.serve.readers import Readers
from dateline.serve.settings import Settings
from dateline.serve.words import link

__all__ = ["ADDING", "Added", "Adding", "Job"]

FACTS = ("published", "outlet", "title", "url")
REMEMBERED = 100


@dataclass(frozen=True, slots=True)
class Added:
    """One report that was read: its id, its title, and whether it is new in the ledger."""

    id: str
    title: str | None
    new: bool


@dataclass(slots=True)
class Job:
    """What is being added: what it is, how far it is, what came of it."""

    name: str
    what: str
    step: str = "waiting"
    added: list[Added] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    ended: bool = False


class Adding:
    """Reads what people give, one after the other, beside the pages."""

    def __init__(self, settings: Settings, readers: Readers) -> None:
        """Nothing is started before something is added."""
        self._settings, self._readers = settings, readers
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reading")
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._tasks: set[asyncio.Task[None]] = set()

    def job(self, name: str) -> Job | None:
        """The job of that name, while it is remembered."""
        return self._jobs.get(name)

    def begin(self, what: str, source: bytes | str, facts: Mapping[str, str | None]) -> Job:
        """Start reading: bytes as they were given, or the address of a page.

        Raises :class:`~dateline.errors.SourceError` for what is no address.
        """
        if isinstance(source, str):
            source = web_address(source)
        job = Job(secrets.token_urlsafe(12), what)
        self._jobs[job.name] = job
        while len(self._jobs) > REMEMBERED:
            self._jobs.popitem(last=False)
        task = asyncio.get_running_loop().create_task(self._run(job, source, facts))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return job

    async def _run(self, job: Job, source: bytes | str, facts: Mapping[str, str | None]) -> None:
        try:
            job.step = "reading"
            found = await self.read(source, facts)
            job.step = "keeping"
            await self._keep(job, found)
        except DatelineError as error:
            job.failed.append(problem_of(error).detail)
        except Exception:  # noqa: BLE001 - whoever waits for it must hear of it
            job.failed.append("The desk met a fault of its own while reading this.")
        finally:
            job.step, job.ended = "done", True

    async def _keep(self, job: Job, found: list[Report | DatelineError]) -> None:
        for one in found:
            if isinstance(one, DatelineError):
                job.failed.append(problem_of(one).detail)
            else:
                job.added.append(await self.keep(one))

    async def read(
        self, source: bytes | str, facts: Mapping[str, str | None]
    ) -> list[Report | DatelineError]:
        """The reports in ``source``, each or why it could not be read."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._read, source, facts)

    def _read(self, source: bytes | str, facts: Mapping[str, str | None]) -> list[Report | DatelineError]:
        from dateline.reports import read_all  # noqa: PLC0415 - reading is loaded when something is added
        from dateline.sources import Failure  # noqa: PLC0415

        stdin = io.BytesIO(source) if isinstance(source, bytes) else None
        paths = ["-"] if isinstance(source, bytes) else [web_address(source)]
        found = read_all(
            paths,
            stdin=stdin,
            allow_private=self._settings.allow_private,
            keep_all=True,
            doubted=None,
            forget=False,
            **facts,
        )
        return [one.error if isinstance(one, Failure) else one for one in found]

    async def keep(self, report: Report) -> Added:
        """Add the report to the ledger."""

        def deed(ledger: Ledger) -> bool:
            return ledger.add(report)

        return Added(report.id, report.document.title, await self._readers.write(deed))

    def close(self) -> None:
        """End the thread; what is being read is finished first."""
        self._thread.shutdown()


def web_address(words: str) -> str:
    """The address, if it is one of the web: a form must not open the files of the machine."""
    address = words.strip()
    try:
        parts = urlsplit(address)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        good = False
    if not good:
        message = "This is no address of a page; write one that begins with https://."
        raise SourceError(message)
    return address


async def _add(request: Request) -> Response:
    return page(request, "add.html", title="Add", asks="Add reports to the ledger")


async def _given(request: Request) -> Response:
    require_writer(request, request.app.state.settings)
    adding: Adding = request.app.state.adding
    async with request.form(
        max_files=1, max_fields=12, max_part_size=request.app.state.settings.largest
    ) as form:
        facts = {f: str(form.get(f) or "").strip() or None for f in FACTS}
        upload, text, address = form.get("file"), str(form.get("text") or ""), str(form.get("address") or "")
        source: bytes | str
        if isinstance(upload, UploadFile) and upload.filename:
            what, source = f"the file {upload.filename}", await upload.read()
        elif text.strip():
            what, source = "the text", text.encode("utf-8", "replace")
        elif address.strip():
            what, source = address.strip(), address
        else:
            raise Problem(
                422, "validation", "Nothing was given; paste a text, choose a file or write an address."
            )
    try:
        job = adding.begin(what, source, facts)
    except SourceError as error:
        problem = problem_of(error)
        return page(
            request, "add.html", title="Add", asks="Add reports to the ledger", problem=problem, status=422
        )
    return RedirectResponse(link(f"/add/{job.name}"), 303)


async def _progress(request: Request) -> Response:
    job = request.app.state.adding.job(request.path_params["job"])
    if job is None:
        raise Problem(
            404, "not_found", "This was added long ago or never; the list of reports has what is there."
        )
    if job.ended and len(job.added) == 1 and not job.failed:
        return RedirectResponse(link(f"/reports/{job.added[0].id}"), 303)
    answer = page(request, "adding.html", title="Adding", asks=f"Adding {job.what}", job=job)
    if not job.ended:
        answer.headers["refresh"] = "1"
    return answer


ADDING = [
    Route("/add", _add),
    Route("/add", _given, methods=["POST"]),
    Route("/add/{job}", _progress),
]

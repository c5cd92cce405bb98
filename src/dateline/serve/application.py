"""The application: pages, API and files behind one guard."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import partial
from importlib import resources

import uvicorn
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from dateline import __version__
from dateline.errors import DatelineError
from dateline.ledger import Ledger
from dateline.serve import api
from dateline.serve.agents import ASKING, Tools
from dateline.serve.guard import Guard
from dateline.serve.layout import page
from dateline.serve.pages import PAGES
from dateline.serve.pages.add import ADDING, Adding
from dateline.serve.pages.review import REVIEWING
from dateline.serve.pages.sign_in import SIGNING
from dateline.serve.problems import CODES, Problem, answer_to
from dateline.serve.processes import Processes
from dateline.serve.readers import Own, Readers
from dateline.serve.remembered import Remembering
from dateline.serve.settings import SEEN, Settings
from dateline.serve.twins import TWINS

__all__ = ["answering", "application", "run"]

TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
YEAR = 365 * 24 * 3600


def application(settings: Settings) -> FastAPI:
    """The desk as an ASGI application.

    Raises :class:`~dateline.errors.SettingError` for settings that would let anybody write, and
    :class:`~dateline.errors.LedgerError` when there is no ledger at the place.
    """
    settings = settings.checked()
    with Ledger(settings.place, read_only=not settings.write):
        pass  # say it now, and not at the first page
    readers = Readers(settings.place)
    adding = Adding(settings, readers)
    processes = Processes(settings, settings.processes)
    tools = Tools(readers)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        processes.start()
        yield
        await tools.close()
        processes.close()
        adding.close()
        readers.close()

    app = _desk(settings, lifespan)
    app.state.readers, app.state.adding, app.state.tools = readers, adding, tools
    app.router.routes += [*REVIEWING, *ADDING, *SIGNING, *ASKING, Route("/seen", _seen, methods=["POST"])]
    elsewhere = processes.ask if settings.processes else None
    app.add_middleware(Remembering, settings=settings, readers=readers, elsewhere=elsewhere)
    app.add_middleware(Guard, settings=settings)
    return app


def answering(settings: Settings) -> FastAPI:
    """What answers of the desk, for a process that is asked by another one: it guards and writes nothing."""
    app = _desk(settings)
    app.state.readers = Own(settings.place)
    app.router.routes += REVIEWING[:1]
    return app


def _desk(
    settings: Settings, lifespan: Callable[[FastAPI], AbstractAsyncContextManager[None]] | None = None
) -> FastAPI:
    """The pages, files and API that read."""
    app = FastAPI(
        title="Dateline",
        version=__version__,
        description=api.DESCRIPTION,
        lifespan=lifespan,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.settings = settings
    for kind in (HTTPException, RequestValidationError, DatelineError, Problem, Exception):
        app.add_exception_handler(kind, _handled)
    app.include_router(api.router)
    app.router.routes += _routes()
    return app


async def _handled(request: Request, error: Exception) -> Response:
    return answer_to(request, error)


def _routes() -> list[Route]:
    pages = [Route(path, _asking(draw), name=path) for path, draw in PAGES.items()]
    return [
        *TWINS,
        Route("/api", _programs),
        *pages,
        Route("/static/{name}", _static),
    ]


def _asking(draw: Callable[[Ledger, Request], Response]) -> Callable[[Request], object]:
    """An endpoint that draws a page where a ledger is free."""

    async def endpoint(request: Request) -> Response:
        readers: Readers = request.app.state.readers
        return await readers.ask(partial(_drawn, draw, request))

    return endpoint


def _drawn(draw: Callable[[Ledger, Request], Response], request: Request, ledger: Ledger) -> Response:
    return draw(ledger, request)


async def _programs(request: Request) -> Response:
    """What programs may ask, as the OpenAPI document tells it."""
    document = request.app.openapi()
    return page(
        request,
        "api.html",
        title="API",
        asks="What programs may ask: the same questions, filters and objects as the command line",
        paths=document["paths"],
        codes=CODES,
    )


async def _seen(request: Request) -> Response:
    """Remember, with the reader and not in the ledger, that he has seen the changes up to now."""
    form = await request.form()
    words = str(form.get("reports", ""))
    answer = RedirectResponse("/", 303)
    if words.isascii() and words.isdigit() and len(words) < 12:
        answer.set_cookie(SEEN, words, max_age=YEAR, httponly=True, samesite="strict")
    else:
        answer.delete_cookie(SEEN)
    return answer


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    folder = resources.files("dateline.serve") / "static"
    found = next((f for f in folder.iterdir() if f.name == name), None)
    if found is None:
        raise HTTPException(404)
    with resources.as_file(found) as path:
        headers = {"cache-control": f"public, max-age={YEAR}, immutable"}
        return FileResponse(path, headers=headers, media_type=TYPES.get(path.suffix))


def run(settings: Settings, *, started: Callable[[Settings], None] | None = None) -> None:
    """Serve the desk until it is interrupted; ``started`` is told the settings in force.

    Raises what :func:`application` raises, and OSError when the port is taken.
    """
    settings = settings.checked()
    app = application(settings)
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.create_server((settings.host, settings.port), family=family) as door:
        # Who keeps his connection must not wait 40 ms for the second packet of a short answer: connections
        # have this of the door, for asyncio sets it only where a socket is said to be TCP.
        door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if started is not None:
            started(settings)
        config = uvicorn.Config(
            app,
            log_level="warning",
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=15,
            limit_concurrency=512,
        )
        with suppress(KeyboardInterrupt):  # the way to end it
            uvicorn.Server(config).run(sockets=[door])

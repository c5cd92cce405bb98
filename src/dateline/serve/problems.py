"""What went wrong, for a program (problem+json, RFC 9457) and for a person (a page with one sentence)."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dateline.errors import (
    DatelineError,
    ForbiddenAddress,
    GoneError,
    LedgerError,
    QueryError,
    ReadingError,
    SourceError,
)

__all__ = ["CODES", "Problem", "answer_to", "problem_of"]

CODES = {
    "query": "a filter that cannot be understood",
    "cursor": "a next that is none, or whose place is gone",
    "not_found": "nothing has that id or address",
    "gone": "an id of before its report was read again, which nothing has any more",
    "method": "the address does not take this method",
    "validation": "a parameter or body that has not the right form",
    "source": "a report that could not be fetched or opened",
    "forbidden_address": "an address that is not fetched",
    "unreadable": "a report that cannot be read",
    "read_only": "the desk was not started with --write",
    "token": "writing without the right token",
    "origin": "a form that another site sent",
    "host": "the desk was called by another name than its own",
    "size": "a request that is too large",
    "rate": "too many requests",
    "ledger": "the ledger cannot be read or written",
    "http": "anything else",
}
"""Each code of a problem, and what it means; documented in docs/api.md."""

_OPTION = re.compile(r"--([a-z]+)(?:-([a-z]+))?")


class Problem(Exception):
    """An answer that is an error: a status, a code of :data:`CODES`, and a sentence."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        """``detail`` says what, where, and what to do."""
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail

    def as_dict(self, instance: str) -> dict[str, Any]:
        """The problem as RFC 9457 writes it."""
        return {
            "type": f"urn:dateline:problem:{self.code}",
            "title": CODES[self.code],
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
            "code": self.code,
        }


_OURS: tuple[tuple[type[DatelineError], int, str], ...] = (
    (QueryError, 400, "query"),
    (ForbiddenAddress, 422, "forbidden_address"),
    (SourceError, 422, "source"),
    (ReadingError, 422, "unreadable"),
    (GoneError, 410, "gone"),
    (LedgerError, 503, "ledger"),
    (DatelineError, 500, "http"),
)


def problem_of(error: Exception) -> Problem:
    """The problem that an exception is."""
    if isinstance(error, Problem):
        return error
    for kind, status, code in _OURS:
        if isinstance(error, kind):
            return Problem(
                status, code, _OPTION.sub(lambda m: "_".join(filter(None, m.groups())), str(error))
            )
    if isinstance(error, RequestValidationError):
        return Problem(422, "validation", _invalid(error))
    if isinstance(error, HTTPException):
        code = {404: "not_found", 405: "method"}.get(error.status_code, "http")
        return Problem(error.status_code, code, _sentence(error))
    return Problem(500, "http", "The desk met a fault of its own; its log has more.")


def _invalid(error: RequestValidationError) -> str:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}."


def _sentence(error: HTTPException) -> str:
    if error.status_code == 404:
        return "There is nothing at this address; the pages are named at the top of the desk."
    return f"{error.detail or HTTPStatus(error.status_code).phrase}."


def answer_to(request: Request, error: Exception) -> Response:
    """The problem as the asker reads it: a page in a browser, JSON everywhere else."""
    problem = problem_of(error)
    headers = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else {}
    if isinstance(error, HTTPException) and error.headers:
        headers |= dict(error.headers)
    path = request.url.path
    if not path.startswith("/api/") and "text/html" in request.headers.get("accept", ""):
        from dateline.serve.layout import page  # noqa: PLC0415 - a page of a problem is a page

        response = page(
            request, "problem.html", problem=problem, title=CODES[problem.code], status=problem.status
        )
        response.headers.update(headers)
        return response
    return JSONResponse(problem.as_dict(path), problem.status, headers, media_type="application/problem+json")

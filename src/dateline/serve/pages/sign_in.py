"""Signing in: a browser shows the token once, and keeps a cookie that says that it had it."""

from __future__ import annotations

import hmac

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline.serve.guard import COOKIE, signed
from dateline.serve.layout import page
from dateline.serve.problems import Problem

__all__ = ["SIGNING"]


async def _sign_in(request: Request) -> Response:
    """The form; or, with the token in the address that the desk printed at its start, the cookie."""
    if "token" in request.query_params:
        return _checked(request, request.query_params["token"])
    return page(request, "sign_in.html", title="Sign in", asks="The token lets you review and add")


async def _signed_in(request: Request) -> Response:
    form = await request.form()
    return _checked(request, str(form.get("token", "")))


def _checked(request: Request, shown: str) -> Response:
    settings = request.app.state.settings
    if not settings.write:
        raise Problem(403, "read_only", "This desk is read-only; start it with dateline serve --write.")
    if not hmac.compare_digest(shown.strip().encode(), settings.token.encode()):
        raise Problem(
            401, "token", "That is not the token of this desk; it was printed when the desk started."
        )
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, signed(settings.token), httponly=True, samesite="strict")
    return answer


async def _sign_out(_: Request) -> Response:
    answer = RedirectResponse("/", 303)
    answer.delete_cookie(COOKIE)
    return answer


SIGNING = [
    Route("/sign-in", _sign_in),
    Route("/sign-in", _signed_in, methods=["POST"]),
    Route("/sign-out", _sign_out, methods=["POST"]),
]

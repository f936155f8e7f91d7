"""HTTP answers: bodies in pieces that a slow client can take, problems as RFC 9457, tags for caches."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from glosskos.endpoint.frames import CHUNK
from glosskos.endpoint.refusals import Refused

__all__ = ["Body", "has_already", "not_modified", "problem", "problem_of"]


class Body(Response):
    """A whole body, handed on in pieces, so that what a slow client has not taken can be counted."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        body = bytes(self.body)
        if scope["method"] == "HEAD":
            body = b""
        for at in range(0, max(1, len(body)), CHUNK):
            more = at + CHUNK < len(body)
            await send({"type": "http.response.body", "body": body[at : at + CHUNK], "more_body": more})


def problem(status: int, title: str, detail: str, headers: Mapping[str, str] | None = None) -> Body:
    """Give an error as ``application/problem+json`` (RFC 9457)."""
    text = json.dumps({"type": "about:blank", "title": title, "status": status, "detail": detail}, ensure_ascii=False)
    more = dict(headers or {})
    if status == 503:
        more.setdefault("Retry-After", "5")
    return Body(text + "\n", status, more, "application/problem+json")


def problem_of(refused: Refused) -> Body:
    """Give what a request was refused for."""
    return problem(refused.status, refused.title, str(refused))


def has_already(request: Request, tag: str) -> bool:
    """Tell whether a client has what goes by an entity tag (``If-None-Match``)."""
    known = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
    return tag in known or known == ["*"]


def not_modified(request: Request, answer: Body) -> Response:
    """Tag an answer by its content; say only that nothing has changed where the client has that already (RFC 9110, 13.1.2)."""
    if request.method not in ("GET", "HEAD"):
        return answer
    tag = f'"{hashlib.blake2b(bytes(answer.body), digest_size=12).hexdigest()}"'
    answer.headers["ETag"] = tag
    answer.headers["Vary"] = "Accept"
    if has_already(request, tag):
        kept = {name: answer.headers[name] for name in ("ETag", "Vary", "Content-Location") if name in answer.headers}
        return Response(status_code=304, headers=kept)
    return answer

"""What a request is refused for."""

from __future__ import annotations

import json

__all__ = ["Refused", "refusal_of"]


class Refused(Exception):
    """A request that gets an error.

    :param status: of HTTP
    :param title: what kind of error, short
    """

    def __init__(self, status: int, title: str, detail: str) -> None:
        super().__init__(detail)
        self.status, self.title = status, title


def refusal_of(payload: bytes) -> Refused:
    """Give the error that a worker's frame tells of."""
    error = json.loads(payload)
    return Refused(error["status"], error["title"], error["detail"])

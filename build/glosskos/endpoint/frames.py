"""What passes between the server and its workers: frames of a kind, a length and a payload.

A request is one ``request`` frame of JSON. An answer is a ``head`` frame (media type), any number of ``data`` frames, and an ``end``
frame; or an ``error`` frame of JSON (``status``, ``title``, ``detail``), after which nothing follows.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from typing import Any

__all__ = ["CHUNK", "receive", "receive_async", "send", "send_async", "send_json"]

CHUNK = 64 * 1024
_HEAD = struct.Struct("!cI")


def send(connection: socket.socket, kind: bytes, payload: bytes = b"") -> None:
    """Send one frame; ``kind`` is one byte: ``r``, ``h``, ``d``, ``e`` or ``x``."""
    connection.sendall(_HEAD.pack(kind, len(payload)) + payload)


def send_json(connection: socket.socket, kind: bytes, value: Any) -> None:
    """Send one frame of JSON."""
    send(connection, kind, json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _exactly(connection: socket.socket, size: int) -> bytes:
    parts = bytearray()
    while len(parts) < size:
        part = connection.recv(min(size - len(parts), CHUNK))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


def receive(connection: socket.socket) -> tuple[bytes, bytes]:
    """Wait for one frame; give its kind and payload.

    :raises EOFError: if the other side has gone
    """
    kind, size = _HEAD.unpack(_exactly(connection, _HEAD.size))
    return kind, _exactly(connection, size)


async def receive_async(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """Wait for one frame, in an event loop.

    :raises asyncio.IncompleteReadError: if the other side has gone
    """
    kind, size = _HEAD.unpack(await reader.readexactly(_HEAD.size))
    return kind, await reader.readexactly(size)


async def send_async(writer: asyncio.StreamWriter, request: bytes) -> None:
    """Send one request frame, in an event loop."""
    writer.write(_HEAD.pack(b"r", len(request)) + request)
    await writer.drain()

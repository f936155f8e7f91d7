"""Who is asking: user name and password, or a token, and the way to give them (RFC 7617, 7616, 6750).

A secret goes to the server and nowhere else: not into a message, a representation or a URL.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from glosskos.errors import GlosskosError, RemoteError

if TYPE_CHECKING:
    from requests import PreparedRequest
    from requests.auth import AuthBase

__all__ = ["SCHEMES", "Credentials", "check_url", "is_loopback", "nobody", "place", "wanted_schemes"]

SCHEMES = ("auto", "none", "basic", "digest", "bearer")
_SCHEME = re.compile(r"(?:^|,)\s*([A-Za-z][\w-]*)(?=\s+[\w-]+\s*=|\s*$|\s*,|\s+[\w+/~.-]+=*\s*(?:,|$))")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What to answer a server that asks who is there.

    :param user: the user name, for Basic and Digest
    :param secret: the password, or for Bearer the token
    :param scheme: one of :data:`SCHEMES`; ``auto``: what the server asks for, Digest before Basic
    :param insecure: whether a password or token may go unencrypted over a network (Basic and Bearer over ``http:``)
    """

    user: str = ""
    secret: str = field(default="", repr=False)
    scheme: str = "auto"
    insecure: bool = False

    def __post_init__(self) -> None:
        if self.scheme not in SCHEMES:
            raise GlosskosError(f"{self.scheme!r} is no way of authentication; there are {', '.join(SCHEMES)}")
        if self.scheme in ("basic", "digest") and not self.user:
            raise GlosskosError(f"{self.scheme} authentication wants a user name")
        if self.scheme == "bearer" and not self.secret:
            raise GlosskosError("bearer authentication wants a token")
        if self.scheme == "bearer" and not re.fullmatch(r"[\x21-\x7e]+", self.secret):
            raise GlosskosError("the token holds white space or other characters that no token has")

    def choose(self, header: str) -> str:
        """Give the scheme to answer a ``WWW-Authenticate`` header with, or nothing where there is none that fits."""
        if self.scheme != "auto":
            return self.scheme if self.scheme != "none" else ""
        offered = [name.lower() for name in wanted_schemes(header)]
        able = ("digest", "basic") if self.user else ("bearer",) if self.secret else ()
        return next((name for name in able if name in offered), "")

    def handler(self, scheme: str, url: str) -> AuthBase:
        """Give what signs requests to a URL.

        :raises RemoteError: if the secret would go unencrypted over a network
        """
        from requests.auth import HTTPBasicAuth, HTTPDigestAuth

        open_to_all = urlsplit(url).scheme == "http" and not is_loopback(url)
        if scheme in ("basic", "bearer") and open_to_all and not self.insecure:
            what = "the password" if scheme == "basic" else "the token"
            raise RemoteError(
                f"{place(url)}: {scheme.capitalize()} authentication over http: would show {what} to the network; "
                "use https:, or --insecure where the network is your own"
            )
        if scheme == "basic":
            return HTTPBasicAuth(self.user.encode(), self.secret.encode())
        if scheme == "digest":
            return HTTPDigestAuth(self.user, self.secret)
        return _bearer(self.secret)

    def masked(self, text: str) -> str:
        """Give a text without the secret."""
        return text.replace(self.secret, "***") if len(self.secret) > 2 else text


def nobody() -> AuthBase:
    """Give what signs nothing; without it, ``requests`` would look into ``~/.netrc``."""
    from requests.auth import AuthBase

    class Nobody(AuthBase):
        def __call__(self, request: PreparedRequest) -> PreparedRequest:
            return request

    return Nobody()


def _bearer(token: str) -> AuthBase:
    from requests.auth import AuthBase

    class Bearer(AuthBase):
        def __call__(self, request: PreparedRequest) -> PreparedRequest:
            request.headers["Authorization"] = f"Bearer {token}"
            return request

    return Bearer()


def wanted_schemes(header: str) -> list[str]:
    """Give the schemes that a ``WWW-Authenticate`` header names."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', header)
    return list(dict.fromkeys(match.group(1) for match in _SCHEME.finditer(bare)))


def place(url: str) -> str:
    """Give a URL as messages show it: without user, password and parameters."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "the URL"
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"


def check_url(url: str) -> str:
    """Make sure that a text is a URL of the web that holds no password; give it without fragment.

    :raises GlosskosError: if it is none, or holds a user name or password (which a message or log would show)
    """
    try:
        parts = urlsplit(url)
        bad = parts.scheme not in ("http", "https") or not parts.hostname or (parts.port or 1) < 1
    except ValueError:
        bad = True
    if bad or re.search(r"[\s\x00-\x20]", url):
        shown = "the URL" if "@" in url else repr(url)
        raise GlosskosError(f"{shown}: not an address on the web (http://… or https://…)")
    if parts.username is not None or parts.password is not None:
        raise GlosskosError(
            f"{place(url)}: the URL holds a user name or password; give --user and --password-env instead"
        )
    return parts._replace(fragment="").geturl()


def is_loopback(url: str) -> bool:
    """Tell whether a URL is of this machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

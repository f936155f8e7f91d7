"""Requests to a store: signed, redirected, and their failures told in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urljoin, urlsplit

from glosskos.errors import GlosskosError, RemoteError
from glosskos.remote.answers import refusal, shortened_message
from glosskos.remote.credentials import Credentials, check_url, is_loopback, nobody, place

if TYPE_CHECKING:
    from requests import Response, Session
    from requests.auth import AuthBase

__all__ = ["Transport", "with_parameters"]

_MOST_REDIRECTS = 5
_CONNECT_SECONDS = 15.0


class Transport:
    """Connections to one store.

    :param credentials: who is asking
    :param timeout: seconds to wait for an answer to begin
    :raises GlosskosError: if the timeout is none
    """

    def __init__(self, credentials: Credentials, timeout: float) -> None:
        if not timeout > 0:
            raise GlosskosError(f"a timeout of {timeout:g} s leaves no time for any answer")
        self.credentials = credentials
        self.timeout = timeout
        self._session: Session | None = None
        self._signers: dict[str, tuple[str, AuthBase]] = {}  # by URL: a server may give each its own nonces

    @contextmanager
    def send(
        self,
        method: str,
        url: str,
        headers: dict[str, str] | None = None,
        body: bytes | Path | None = None,
        doing: str = "the request",
        hello: str = "",
    ) -> Iterator[Response]:
        """Send a request, signed if the server asks; give its answer, whatever the status, and close it afterwards.

        A body goes out only after a small request has settled who is asking: a server that refuses ends the connection while a
        large body is still being sent (Virtuoso does), and the refusal itself is lost.

        :param hello: the URL of that small request; by default the same
        :raises RemoteError: if no answer comes
        """
        if body is not None and self.credentials.scheme != "none":
            self._introduce(url, hello or url)
        response = self._once(method, url, headers or {}, body, doing)
        if response.status_code == 401 and self._sign(url, response.headers.get("WWW-Authenticate", "")):
            response.close()
            response = self._once(method, url, headers or {}, body, doing)
        try:
            yield response
        finally:
            response.close()

    def _introduce(self, url: str, hello: str) -> None:
        """Settle who is asking with a request that has no body; with Digest each time, because a nonce may have grown old.

        :raises RemoteError: if the server refuses the user
        """
        if self._signers.get(url.partition("?")[0], ("",))[0] in ("basic", "bearer"):
            return
        with self.send("GET", hello, {"Accept": "*/*"}, doing="signing in") as response:
            if response.status_code == 401:
                raise self.refusal(response, "signing in")

    def _sign(self, url: str, challenge: str) -> bool:
        """Choose the answer to a challenge; tell whether there is one that was not tried."""
        key = url.partition("?")[0]
        scheme = self.credentials.choose(challenge)
        if not scheme or key in self._signers:
            return False
        self._signers[key] = (scheme, self.credentials.handler(scheme, url))
        return True

    def _signer(self, url: str) -> AuthBase:
        key = url.partition("?")[0]
        if key not in self._signers and self.credentials.scheme in ("basic", "digest", "bearer"):
            self._sign(url, "")
        return self._signers[key][1] if key in self._signers else nobody()

    def refusal(self, response: Response, doing: str) -> RemoteError:
        """Give the error of an answer that is no success."""
        tried = self._signers.get(response.url.partition("?")[0], ("",))[0]
        return refusal(response, doing, tried.capitalize(), self.credentials.masked)

    def _once(self, method: str, url: str, headers: dict[str, str], body: bytes | Path | None, doing: str) -> Response:
        """Send one request; only a GET follows where it is sent, and takes no secret to another server."""
        signer = self._signer(url)
        response = self._request(method, url, headers, body, signer, doing)
        for _ in range(_MOST_REDIRECTS):
            target = response.headers.get("Location")
            if method != "GET" or response.status_code not in (301, 302, 303, 307, 308) or not target:
                return response
            response.close()
            following = check_url(urljoin(url, target))
            if _origin(following) != _origin(url):
                signer = nobody()
            url = following
            response = self._request(method, url, headers, None, signer, doing)
        if response.is_redirect:
            response.close()
            raise RemoteError(f"{place(url)}: sends from one address to the next without end")
        return response

    def _request(
        self,
        method: str,
        url: str,
        headers: dict[str, str],
        body: bytes | Path | None,
        signer: AuthBase,
        doing: str,
        again: bool = True,
    ) -> Response:
        from requests import exceptions

        session = self._open(url)
        try:
            if isinstance(body, Path):
                with body.open("rb") as file:
                    return self._sent(session, method, url, headers, file, signer)
            return self._sent(session, method, url, headers, body, signer)
        except exceptions.SSLError as error:
            raise RemoteError(f"{place(url)}: no trusted connection (TLS): {_cause(error)}") from None
        except exceptions.ConnectTimeout:
            raise RemoteError(f"{_host(url)}: no connection within {_CONNECT_SECONDS:g} s") from None
        except exceptions.ReadTimeout:
            raise RemoteError(f"{place(url)}: no answer to {doing} within {self.timeout:g} s", waited=True) from None
        except exceptions.ProxyError as error:
            raise RemoteError(f"{_host(url)}: the proxy refuses or is not there: {_cause(error)}") from None
        except exceptions.ConnectionError as error:
            if again and method == "GET" and _hung_up(error):
                # A connection that was kept alive and closed meanwhile (Virtuoso does after a 401): asked again on a new one
                # (RFC 9112, 9.3.1).
                return self._request(method, url, headers, body, signer, doing, again=False)
            if _never_connected(error):
                raise RemoteError(f"{_host(url)}: no connection: {_cause(error)}") from None
            raise RemoteError(
                f"{place(url)}: the server ended the connection during {doing} ({_cause(error)})"
            ) from None
        except OSError as error:
            if isinstance(error, exceptions.RequestException):
                raise RemoteError(f"{place(url)}: {doing} failed: {_cause(error)}") from None
            raise GlosskosError(f"{body!s}: cannot be read: {error.strerror or error}") from None
        except ValueError as error:  # what http.client refuses to send
            raise RemoteError(f"{place(url)}: {doing} failed: {_cause(error)}") from None

    def _sent(
        self, session: Session, method: str, url: str, headers: dict[str, str], data: Any, signer: AuthBase
    ) -> Response:
        from glosskos import __version__

        return session.request(
            method,
            url,
            headers={"User-Agent": f"glosskos/{__version__}", **headers},
            data=data,
            auth=signer,
            timeout=(min(_CONNECT_SECONDS, self.timeout), self.timeout),
            allow_redirects=False,
            stream=True,
        )

    def _open(self, url: str) -> Session:
        from requests import Session

        if self._session is None:
            self._session = Session()
        self._session.trust_env = not is_loopback(url)  # a proxy of the environment has no business on this machine
        return self._session

    def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            self._session.close()
            self._session = None


def with_parameters(url: str, parameters: dict[str, str]) -> str:
    """Give a URL with parameters added to those it has."""
    return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(parameters, quote_via=quote, safe='')}"


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    return parts.scheme, parts.hostname, parts.port


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Give an error and those inside it: ``requests`` wraps ``urllib3``, which wraps the system's."""
    seen: list[BaseException] = [error]
    for each in seen:
        inner = [each.__cause__, each.__context__, getattr(each, "reason", None), *each.args]
        seen += [found for found in inner if isinstance(found, BaseException) and found not in seen]
    yield from seen


def _hung_up(error: BaseException) -> bool:
    """Tell whether the server closed the connection in order, before it answered anything."""
    return any(type(each).__name__ == "RemoteDisconnected" for each in _causes(error))


def _never_connected(error: BaseException) -> bool:
    return any(type(each).__name__ in ("NewConnectionError", "NameResolutionError") for each in _causes(error))


def _cause(error: BaseException) -> str:
    """Give the system's own word where there is one, else the innermost text."""
    last = str(error)
    for each in _causes(error):
        if isinstance(each, OSError) and each.strerror:
            return str(each.strerror)
        if each.args and isinstance(each.args[-1], str):
            last = each.args[-1]
    return shortened_message(last)

"""One exchange with the control API, over the standard library: no proxy, no redirect, a connection for each."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import socket
import ssl
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

from ._errors import GroqMockError

JSON = "application/json"
USUAL = "http://127.0.0.1:4010"


def fields(value: object) -> dict[str, Any]:
    """The names and values of a JSON object; of anything else there are none."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


@dataclass(frozen=True)
class Request:
    """What is asked. The path stands below `/__mock`."""

    method: str
    path: str
    body: str | None = None
    content_type: str = JSON
    accept: str = JSON
    #: A server that says nothing for longer is taken to be gone.
    seconds: float = 30.0


@dataclass(frozen=True)
class Answer:
    """What was answered, and by whom."""

    url: str
    request: Request
    status: int
    text: str

    def json(self) -> Any:
        """The body; who does not answer with JSON is another server."""
        try:
            return json.loads(self.text)
        except ValueError:
            raise self.stranger() from None

    def stranger(self) -> GroqMockError:
        """Whoever answers so is not groq-mock, or speaks TLS."""
        if self.status == 400 and self.text.startswith("Plain HTTP was spoken"):
            return GroqMockError(f"The server at {self.url} speaks HTTPS: its URL begins with https://.", self.status)
        asked = f"{self.request.method} /__mock{self.request.path}"
        return GroqMockError(
            f"The server at {self.url} is not groq-mock: it answered {asked} with {self.status}. "
            f"Give the address of the server itself, such as {USUAL}, without a path.",
            self.status,
        )


def read_url(text: str, named: str = "The URL of the server") -> str:
    """The address of a server without a slash at the end."""
    try:
        parts = urlsplit(text)
        right = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        right = right and not (parts.query or parts.fragment or parts.username or parts.password)
    except ValueError:
        right = False
    if not right:
        raise GroqMockError(f"{named} is {text!r}; expected one such as {USUAL}.")
    return text.rstrip("/")


class Exchange:
    """A request on its way; it can be broken off by another thread."""

    def __init__(self, url: str, token: str | None, request: Request, hint: str) -> None:
        self._url = url
        self._token = token
        self._request = request
        self._hint = hint
        self._connection = self._connection_to()
        self._broken_off = False

    def _connection_to(self) -> http.client.HTTPConnection:
        parts = urlsplit(self._url)
        host, port, seconds = parts.hostname or "", parts.port, self._request.seconds
        if parts.scheme == "https":
            return http.client.HTTPSConnection(host, port, timeout=seconds, context=ssl.create_default_context())
        return http.client.HTTPConnection(host, port, timeout=seconds)

    def run(self) -> Answer:
        """Asks, and waits for the answer."""
        request = self._request
        headers = {"accept": request.accept, "connection": "close"}
        if request.body is not None:
            headers["content-type"] = request.content_type
        if self._token is not None:
            headers["authorization"] = f"Bearer {self._token}"
        body = None if request.body is None else request.body.encode()
        path = f"{urlsplit(self._url).path}/__mock{request.path}"
        try:
            self._connection.connect()
            if self._broken_off:
                raise ConnectionAbortedError("it was broken off")
            self._connection.request(request.method, path, body, headers)
            response = self._connection.getresponse()
            return Answer(self._url, request, response.status, response.read().decode())
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            why = str(error) or type(error).__name__
            hint = self._hint
            if isinstance(error, ssl.SSLCertVerificationError):
                hint = "name the file of its CA in SSL_CERT_FILE"
            elif isinstance(error, ssl.SSLError):
                hint = "where it speaks plain HTTP, its URL begins with http://"
            raise GroqMockError(f"No groq-mock answers at {self._url} ({why}): {hint}.") from error
        finally:
            self._connection.close()

    def abort(self) -> None:
        """Breaks it off: whoever waits in `run` gets an error."""
        self._broken_off = True
        sock: socket.socket | None = getattr(self._connection, "sock", None)
        if sock is not None:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


class Control:
    """The control API of a server."""

    def __init__(self, url: str, token: str | None, hint: str) -> None:
        self.url = url
        self.token = token
        #: What to do where nobody answers, as the end of a sentence.
        self.hint = hint

    def send(self, request: Request) -> Answer:
        """Asks, and waits for the answer."""
        return Exchange(self.url, self.token, request, self.hint).run()

    async def send_async(self, request: Request) -> Answer:
        """The same, while the event loop goes on."""
        exchange = Exchange(self.url, self.token, request, self.hint)
        try:
            return await asyncio.to_thread(exchange.run)
        except asyncio.CancelledError:
            # the thread would wait on, and the loop for it when it ends
            exchange.abort()
            raise

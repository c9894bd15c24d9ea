"""The server of the form: plain HTTP on the loopback address, from the standard library.

A framework would bring routes and sessions that five addresses do not need, and its own releases to follow. What keeps
others out is in guard.py; everything is refused unless it is known.
"""

import json
import os
import socketserver
import sys
import traceback
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from msgspec import to_builtins

from mopsbook.errors import SetupError
from mopsbook.form.desk import Desk, Refused
from mopsbook.form.guard import CSRF_HEADER, Guard
from mopsbook.form.page import render_document, render_list, render_refusal

# More than any document, and no more than one second of typing could ever fill.
LARGEST = 4_000_000
_PATIENCE = 20.0
_SCRIPT = "text/javascript; charset=utf-8"
_ASSETS = {"form.css": "text/css; charset=utf-8", "form.js": _SCRIPT, "items.js": _SCRIPT, "list.js": _SCRIPT}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class FormServer(ThreadingHTTPServer):
    """One book, served to one person. Each request has a thread, so that a slow one holds up nobody."""

    daemon_threads = True
    # Of five, as is usual, connections that say nothing could fill the queue for a while.
    request_queue_size = 128
    # Elsewhere a second program could take the port over while we listen.
    allow_reuse_address = os.name == "posix"

    def __init__(self, desk: Desk, port: int = 0) -> None:
        self.desk = desk
        try:
            super().__init__(("127.0.0.1", port), _Handler)
        except (OSError, OverflowError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise SetupError(
                f"port {port} cannot be used: {why}", "Leave --port out, and a free one is taken."
            ) from error
        self.guard = Guard(self.server_address[1])

    def server_bind(self) -> None:
        """Bind without asking the network for our name, as http.server would."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def address(self, path: str = "/") -> str:
        """Return the address of a page with the token that lets a browser in."""
        return f"http://127.0.0.1:{self.server_port}{path}?token={self.guard.token}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that go away; whatever else goes wrong is our mistake and is shown."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Answer(Exception):
    """A request that ends here: its status, and a sentence for whoever reads it."""

    def __init__(self, status: HTTPStatus, said: str) -> None:
        super().__init__(said)
        self.status = status
        self.said = said


class _Handler(BaseHTTPRequestHandler):
    server: FormServer
    timeout = _PATIENCE

    def do_GET(self) -> None:
        self._answer(self._get)

    def do_POST(self) -> None:
        self._answer(self._post)

    def _other(self) -> None:
        self._answer(self._refuse_method)

    do_HEAD = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_CONNECT = _other

    def _refuse_method(self) -> None:
        self._let_in()
        raise _Answer(HTTPStatus.METHOD_NOT_ALLOWED, "This is not done here.")

    def _answer(self, act: Callable[[], None]) -> None:
        try:
            act()
        except _Answer as answer:
            self._send(answer.status, "text/html; charset=utf-8", render_refusal(answer.said))
        except (Refused, SetupError) as refused:
            if self.command == "POST":
                self._send_json({"refusal": str(refused)}, HTTPStatus.CONFLICT)
            else:
                self._send(HTTPStatus.NOT_FOUND, "text/html; charset=utf-8", render_refusal(str(refused)))
        except OSError:
            self.close_connection = True
        except Exception:
            traceback.print_exc()
            said = (
                "mopsbook made a mistake. What happened stands in the terminal; please report it. No file was changed."
            )
            if self.command == "POST":
                self._send_json({"refusal": said}, HTTPStatus.INTERNAL_SERVER_ERROR)
            else:
                self._send(HTTPStatus.INTERNAL_SERVER_ERROR, "text/html; charset=utf-8", render_refusal(said))

    def _let_in(self) -> None:
        """Return if the request may be answered, and raise _Answer if not."""
        guard = self.server.guard
        if not guard.knows_host(self.headers.get_all("Host", [])):
            raise _Answer(HTTPStatus.FORBIDDEN, "This address is none of ours.")
        if self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            raise _Answer(
                HTTPStatus.FORBIDDEN,
                "Another page led here. Copy the address from the terminal into the browser yourself.",
            )
        if not guard.knows_cookie(self.headers.get_all("Cookie", [])):
            raise _Answer(HTTPStatus.FORBIDDEN, "Open the address that `mopsbook edit` printed in the terminal.")

    def _get(self) -> None:
        url = urlsplit(self.path)
        guard = self.server.guard
        if url.query and guard.knows_host(self.headers.get_all("Host", [])):
            if not guard.knows_token(url.query.removeprefix("token=")):
                raise _Answer(HTTPStatus.FORBIDDEN, "Open the address that `mopsbook edit` printed last.")
            self.send_response(HTTPStatus.SEE_OTHER)
            self.send_header("Set-Cookie", guard.set_cookie)
            # Only a path of ours: `//elsewhere` would lead away.
            steps = "/".join(quote(step, safe="") for step in _steps(url.path))
            self.send_header("Location", f"/{steps}")
            self._finish(b"")
            return
        self._let_in()
        desk = self.server.desk
        match _steps(url.path):
            case []:
                self._send_page(render_list(desk))
            case ["assets", name] if name in _ASSETS:
                self._send(HTTPStatus.OK, _ASSETS[name], (files("mopsbook.form") / "assets" / name).read_bytes())
            case ["edit", kind, id]:
                self._send_page(render_document(desk, desk.open(kind, id), guard.page))
            case ["new", kind]:
                self._send_page(render_document(desk, desk.open_new(kind), guard.page))
            case _:
                raise _Answer(HTTPStatus.NOT_FOUND, "There is no such page.")

    def _post(self) -> None:
        self._let_in()
        headers = self.headers
        host = headers["Host"]
        if not self.server.guard.knows_page(host, headers.get_all("Origin", []), headers.get_all(CSRF_HEADER, [])):
            raise _Answer(HTTPStatus.FORBIDDEN, "Only a page of the form may do this.")
        steps = _steps(urlsplit(self.path).path)
        version, pairs = _read_body(self._body())
        desk = self.server.desk
        match steps:
            case ["try", kind, *rest] if len(rest) < 2:
                self._send_json(to_builtins(desk.try_out(kind, "".join(rest), version, pairs)))
            case ["save", kind, *rest] if len(rest) < 2:
                self._send_json(to_builtins(desk.save(kind, "".join(rest), version, pairs)))
            case _:
                raise _Answer(HTTPStatus.NOT_FOUND, "There is no such page.")

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if self.headers.get("Transfer-Encoding") or not (length.isascii() and length.isdigit()):
            raise _Answer(HTTPStatus.LENGTH_REQUIRED, "It must be said how long this is.")
        if len(length) > 9 or int(length) > LARGEST:
            raise _Answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This is more than any document holds.")
        if self.headers.get_content_type() != "application/json":
            raise _Answer(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "This is not what the form sends.")
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            raise _Answer(HTTPStatus.BAD_REQUEST, "The rest is missing.")
        return body

    def _send_page(self, html: bytes) -> None:
        self._send(HTTPStatus.OK, "text/html; charset=utf-8", html)

    def _send_json(self, value: Any, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._send(status, "application/json", json.dumps(value).encode())

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self._finish(content)

    def _finish(self, content: bytes) -> None:
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer what is no HTTP, or a method that nobody knows, in our own words and with our headers."""
        self.command = getattr(self, "command", None) or "GET"
        self.close_connection = True
        self._send(HTTPStatus(code), "text/html; charset=utf-8", render_refusal("This is not understood here."))

    def version_string(self) -> str:
        """Tell nobody which Python this is."""
        return "mopsbook"

    def log_message(self, format: str, *args: Any) -> None:
        """Leave the terminal to the person who works in it."""


def _steps(path: str) -> list[str]:
    return [unquote(step) for step in path.split("/") if step]


def _read_body(body: bytes) -> tuple[str, list[tuple[str, str]]]:
    """Return the version that was opened and the pairs of name and text. Raises _Answer for anything else."""
    try:
        # Half of a pair of surrogates is a letter in JSON, and could never be written.
        value = json.loads(body.decode("utf-8"))
        version, pairs = value["version"], value["fields"]
        if isinstance(version, str) and all(isinstance(text, str) for pair in pairs for text in pair):
            return version, [(_sound(name), _sound(text)) for name, text in pairs]
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise _Answer(HTTPStatus.BAD_REQUEST, "This is not what the form sends.")


def _sound(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

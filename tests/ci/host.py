"""A host of pull requests on this machine: as much of the interfaces of GitHub and GitLab as comments need."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

LISTS = (r"/repos/acme/book/issues/7/comments", r"/projects/5/merge_requests/7/notes")
ONES = (r"/repos/acme/book/issues/comments/(\d+)", r"/projects/5/merge_requests/7/notes/(\d+)")


@dataclass
class Host:
    """Comments by id, and what was asked. `refuses` answers every change with this status."""

    address: str = ""
    comments: dict[int, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)
    refuses: int = 0
    most: int = 1_000_000

    def answer(self, method: str, path: str, body: dict[str, str]) -> tuple[int, Any]:
        """Return status and answer, as https://docs.github.com/rest/issues/comments and https://docs.gitlab.com/api/notes say."""
        parts = urlsplit(path)
        self.asked.append((method, parts.path))
        one = next((match for pattern in ONES if (match := re.fullmatch(pattern, parts.path))), None)
        listed = any(re.fullmatch(pattern, parts.path) for pattern in LISTS)
        if method == "GET" and listed:
            query = parse_qs(parts.query)
            size, page = int(query["per_page"][0]), int(query["page"][0])
            items = [{"id": id_, "body": body} for id_, body in self.comments.items()]
            return 200, items[(page - 1) * size : page * size]
        if self.refuses:
            return self.refuses, {"message": "Resource not accessible by integration"}
        if len(body.get("body", "")) > self.most:
            return 422, {"message": "Validation Failed"}
        if method == "POST" and listed:
            self.comments[len(self.comments) + 1] = body["body"]
            return 201, {"id": len(self.comments)}
        usual = "PATCH" if parts.path.startswith("/repos") else "PUT"
        if one and method == usual and int(one[1]) in self.comments:
            self.comments[int(one[1])] = body["body"]
            return 200, {"id": int(one[1])}
        return 404, {"message": "Not Found"}


@contextmanager
def running() -> Iterator[Host]:
    """Yield a host that answers on this machine."""
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(size)) if size else {}
            host.tokens.add(self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN") or "")
            status, said = host.answer(self.command, self.path, body)
            data = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PATCH = do_PUT = _do

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

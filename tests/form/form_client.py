"""A small book with comments, and a client of the form that says exactly what it is told."""

from __future__ import annotations

import difflib
import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from browser_form import Pairs

from mopsbook.form.server import FormServer

PROCESS = """# Kept by the operations team.
kind: process
id: launch
title: Launch   # as the board calls it
type: sop
purpose: Takes it to market.
owner: lead
status: active
last_reviewed: 2026-09-01
trigger: Somebody asks.
sla:
  value: 5   # the board wants 3
  unit: business-days
steps:
  - id: build
    title: Build it
    responsible: lead
    accountable: lead
  # nobody reads it twice
  - id: send
    title: Send it
    responsible: lead   # until March
    accountable: lead
"""
FILES = {
    "mkdocs.yml": "site_name: Book\ndocs_dir: knowledge\n",
    "knowledge/book.yaml": "kind: book\ntitle: Small book\n",
    "knowledge/processes/launch.yaml": PROCESS,
    "knowledge/roles/lead.yaml": "kind: role\nid: lead\ntitle: The lead\npurpose: Leads.\nstatus: active\nteam: ops\n",
    "knowledge/roles/second.yaml": "kind: role\nid: second\ntitle: The second\npurpose: Helps.\nstatus: active\nteam: ops\n",
    "knowledge/teams/ops.yaml": "kind: team\nid: ops\ntitle: Operations\npurpose: Runs it.\nstatus: active\n",
    "knowledge/glossary/words.yaml": "kind: term\nowner: lead\nterms:\n  - {id: mql, title: MQL, definition: A lead.}\n  - id: sql   # sales\n    title: SQL\n    definition: Another.\n",
    "secret.yaml": "kind: role\nid: secret\ntitle: Out of reach\n",
}


def lines(before: str, after: str) -> list[str]:
    """Return the lines that differ, with - and +."""
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]


# In seconds: less than the server waits for the many that say nothing, one after the other, and more than it ever takes.
_PATIENCE = 60


@dataclass
class Client:
    """What talks to the form. Every header is the caller's own."""

    server: FormServer

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a browser that was let in and shows a page of the form."""
        guard = self.server.guard
        return {
            "Host": guard.hosts[0],
            "Cookie": f"{guard.cookie_name}={guard.cookie}",
            "Origin": f"http://{guard.hosts[0]}",
            "Content-Type": "application/json",
            "X-Mopsbook-Form": guard.page,
            "Sec-Fetch-Site": "same-origin",
        }

    def ask(
        self, method: str, path: str, headers: Mapping[str, str | None] | None = None, body: bytes | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and content. Headers of a good browser are sent unless they are given; None leaves one out."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=_PATIENCE)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in {
            **self.headers,
            **({"Content-Length": str(len(body))} if body is not None else {}),
            **(headers or {}),
        }.items():
            if value is not None:
                connection.putheader(name, value)
        connection.endheaders()
        if body is not None:
            connection.send(body)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, dict(answer.getheaders()), content

    def post(self, path: str, version: str, pairs: Pairs) -> tuple[int, Any]:
        """Return status and answer of what the page sends."""
        body = json.dumps({"version": version, "fields": pairs}).encode()
        status, _, content = self.ask("POST", path, body=body)
        return status, json.loads(content)

"""The real yaml-language-server, spoken to as an editor does: JSON-RPC over its standard input and output.

https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/
"""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from pathlib import Path
from typing import Any

Message = dict[str, Any]

# What it would otherwise fetch from other hosts, or say in words that do not come from our schemas.
SETTINGS: dict[str, Any] = {
    "yaml": {
        "schemaStore": {"enable": False},
        "kubernetesCRDStore": {"enable": False},
        "hoverSchemaSource": False,
        "completion": True,
        "hover": True,
        "validate": True,
    },
    "editor": {"tabSize": 2},
}
_PATIENCE = 120


class LanguageServer:
    """One running server. Every method waits for what it asks for and fails if it does not come."""

    def __init__(self, command: list[str], root: Path, schemas: dict[str, list[str]] | None = None) -> None:
        self._settings = {**SETTINGS, "yaml": {**SETTINGS["yaml"], "schemas": schemas or {}}}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._inbox: queue.Queue[Message | None] = queue.Queue()
        self._diagnostics: dict[str, list[Message]] = {}
        self._last = 0
        self._opened = 0
        threading.Thread(target=self._listen, daemon=True).start()
        abilities = {
            "workspace": {"configuration": True},
            "textDocument": {
                "completion": {
                    "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown", "plaintext"]}
                },
                "hover": {"contentFormat": ["markdown"]},
                "publishDiagnostics": {},
            },
        }
        folders = [{"uri": root.as_uri(), "name": root.name}]
        self._ask(
            "initialize",
            {"processId": None, "rootUri": root.as_uri(), "workspaceFolders": folders, "capabilities": abilities},
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": self._settings})
        # Before it has asked for its settings it knows no schemas.
        while self._take("a question about its settings").get("method") != "workspace/configuration":
            pass

    def diagnose(self, texts: dict[Path, str]) -> dict[Path, list[str]]:
        """Open documents and return what is said of each, as `line: message`, lines counted from 1."""
        for path, text in texts.items():
            self._open(path, text)
        while missing := [path for path in texts if path.as_uri() not in self._diagnostics]:
            self._take(f"diagnostics of {missing[0]}")
        return {
            path: [f"{one['range']['start']['line'] + 1}: {one['message']}" for one in self._diagnostics[path.as_uri()]]
            for path in texts
        }

    def complete(self, path: Path, text: str) -> dict[str, Message]:
        """Return what is offered where `|` stands in the text, by label."""
        answer = self._at("textDocument/completion", path, text)
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return {item["label"]: item for item in items}

    def hover(self, path: Path, text: str) -> str:
        """Return the help that is shown over the place where `|` stands in the text."""
        answer = self._at("textDocument/hover", path, text)
        return answer["contents"]["value"] if answer else ""

    def stop(self) -> None:
        """End the server."""
        self._process.kill()
        self._process.wait()

    def _at(self, method: str, path: Path, text: str) -> Any:
        before, mark, after = text.partition("|")
        assert mark, "a `|` says where the cursor stands"
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        self._opened += 1
        path = path.with_name(f"{self._opened}-{path.name}")
        self._open(path, before + after)
        return self._ask(method, {"textDocument": {"uri": path.as_uri()}, "position": position})

    def _open(self, path: Path, text: str) -> None:
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})

    def _ask(self, method: str, params: Message) -> Any:
        self._last += 1
        self._send({"id": self._last, "method": method, "params": params})
        while True:
            message = self._take(method)
            if message.get("id") == self._last and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _tell(self, method: str, params: Message) -> None:
        self._send({"method": method, "params": params})

    def _take(self, wanted: str) -> Message:
        """Return the next message, after having kept or answered what the server says or asks by itself."""
        try:
            message = self._inbox.get(timeout=_PATIENCE)
        except queue.Empty:
            raise AssertionError(f"the server did not send {wanted} within {_PATIENCE} seconds") from None
        assert message is not None, f"the server ended before it sent {wanted}"
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            sections = [self._settings.get(item.get("section", "")) for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": sections})
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": None})
        return message

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stream = self._process.stdin
        assert stream
        stream.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        stream.flush()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream
        while True:
            length = 0
            while line := stream.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                self._inbox.put(None)
                return
            self._inbox.put(json.loads(stream.read(length)))

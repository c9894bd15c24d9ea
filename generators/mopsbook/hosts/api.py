"""Api: asks a host over HTTP, in JSON, and tells apart what it refuses from what went wrong."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from mopsbook.errors import SetupError

_SECONDS = 30
_PAGE = 100
# Not known (or hidden), not allowed: the token may do less than we ask, as that of a pull request from a fork.
_REFUSED = (401, 403, 404)


class RefusedError(Exception):
    """The host does not let this token do that. The message is the host's own."""


class Api(Struct, frozen=True):
    """The address of a host's interface, and what every request says of who asks."""

    address: str
    headers: Mapping[str, str]

    def ask(self, method: str, path: str, data: Mapping[str, str] | None = None) -> Any:
        """Return the host's answer. Raises RefusedError if it does not allow that, SetupError if it cannot be had."""
        address = f"{self.address.rstrip('/')}/{path}"
        if not address.startswith(("https://", "http://")):
            raise SetupError(f"`{self.address}` is no address of a host", "CI sets it; it begins with https://.")
        body = json.dumps(data).encode() if data is not None else None
        request = urllib.request.Request(
            address, body, {"Content-Type": "application/json", **self.headers}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            said = _message(error.read())
            if error.code in _REFUSED:
                raise RefusedError(said or str(error.reason)) from error
            raise SetupError(f"{method} {address}: {error.code} {said or error.reason}", _AGAIN) from error
        except (OSError, ValueError) as error:
            raise SetupError(f"{method} {address}: {getattr(error, 'reason', error)}", _AGAIN) from error

    def pages(self, path: str) -> Iterator[Any]:
        """Yield the items of a list that the host gives in pages of a hundred."""
        number = 1
        while True:
            items = self.ask("GET", f"{path}?per_page={_PAGE}&page={number}")
            yield from items
            if len(items) < _PAGE:
                return
            number += 1


_AGAIN = "Run the job again; if the host answers and this stays, report it."


def _message(body: bytes) -> str:
    try:
        said = json.loads(body)
    except ValueError:
        return ""
    return str(said.get("message") or said.get("error") or "") if isinstance(said, dict) else ""

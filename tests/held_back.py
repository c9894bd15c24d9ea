"""A slow line: what a page asks for is held back until a test lets it go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def hold_back(page: Any, path: str) -> Callable[[], None]:
    """Hold back what a page asks for at a path; return a function that lets it go, once it has been asked for."""
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    def let_go() -> None:
        while not held:
            page.wait_for_timeout(10)  # milliseconds; the browser is heard meanwhile
        held.pop(0).continue_()

    page.route(f"**/{path}", hold)
    return let_go

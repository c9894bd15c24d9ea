"""What the Tab key offers: ids of the book, kinds, rules. Everything is told from names and a few lines, so that nobody waits."""

# Older versions of click know CompletionItem only as it is, without brackets.
from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from mopsbook.errors import SetupError

if TYPE_CHECKING:
    from mopsbook.layout import Layout


def complete_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Offer the ids of the book that the current folder belongs to; as kind/id as soon as a slash is typed."""
    if "/" in incomplete:
        return complete_keys(ctx, param, incomplete)
    return _offer((id for _, id in _pairs()), incomplete)


def complete_keys(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Offer what is in the book as kind/id."""
    return _offer((f"{kind}/{id}" for kind, id in _pairs()), incomplete)


def complete_kinds(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Offer the kinds: those that come along and those of the book's own, by the names of their schemas."""
    from mopsbook.kinds.find_schemas import SUFFIX
    from mopsbook.kinds.load import find_builtin

    layout = _layout()
    folders = [find_builtin(), *([layout.schemas] if layout else [])]
    names = [path.name.removesuffix(SUFFIX) for folder in folders for path in sorted(folder.glob(f"[!_.]*{SUFFIX}"))]
    return _offer((name for name in names if name != "book"), incomplete)


def complete_teams(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Offer the teams of the book."""
    return _offer((id for kind, id in _pairs() if kind == "team"), incomplete)


def complete_rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Offer the rules of ours: `explain` alone lists those of the book as well."""
    from pkgutil import iter_modules

    from mopsbook.checks import rules

    return _offer((module.name.replace("_", "-") for module in iter_modules(rules.__path__)), incomplete)


def _pairs() -> list[tuple[str, str]]:
    from mopsbook.documents.glance import glance_at

    layout = _layout()
    if layout is None or not layout.knowledge.is_dir():
        return []
    return [pair for pair in glance_at(layout) if pair[0] != "book"]


def _layout() -> Layout | None:
    from mopsbook.layout import look_for_layout

    try:
        return look_for_layout()
    except SetupError:
        # A key is no place for an error; the command that follows will tell it.
        return None


def _offer(names: Iterable[str], incomplete: str) -> list[CompletionItem[str]]:
    return [CompletionItem(name) for name in sorted(set(names)) if name.startswith(incomplete)]

"""Render: the one Jinja environment. A team's templates win over those beside our schemas, those over our own."""

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from mopsbook.catalog.addresses import anchor_of
from mopsbook.kinds.impact import LABELS
from mopsbook.kinds.kind import Kind
from mopsbook.pages.marks import mark_words
from mopsbook.pages.page import Heading
from mopsbook.pages.prose import render_block, render_inline
from mopsbook.pages.relations import by_section
from mopsbook.pages.values import show_date
from mopsbook.words import a, amount, count


class _Environment(jinja2.Environment):
    """An environment in which a mapping holds what was written, and nothing else.

    A stage may have `values`, an entry `items`; where it has none, Jinja would find the method of that name.
    """

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return what stands under a key, never a method."""
        if _is_mapping(obj.__class__) and isinstance(argument, str):
            return obj[argument] if argument in obj else self.undefined(obj=obj, name=argument)
        return super().getitem(obj, argument)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what stands under a key before a method of that name."""
        # Asked a million times in a large book: what nearly always holds comes first, without another call.
        if _is_mapping(obj.__class__):
            if attribute in obj:
                return obj[attribute]
        else:
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass
        return super().getattr(obj, attribute)


@cache
def _is_mapping(type_: type) -> bool:
    return issubclass(type_, Mapping)


def environment(folders: tuple[Path, ...]) -> jinja2.Environment:
    """Return the environment that looks for templates in the folders, then in ours. Autoescape is always on."""
    found = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return _environment(folders, tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in found))


# Made anew when a template changed, as somebody may do while `mopsbook serve` runs.
@lru_cache(maxsize=4)
def _environment(folders: tuple[Path, ...], stamps: tuple[tuple[Path, int, int], ...]) -> jinja2.Environment:
    loaders: list[jinja2.BaseLoader] = [jinja2.FileSystemLoader(folder) for folder in folders]
    env = _Environment(
        loader=jinja2.ChoiceLoader([*loaders, jinja2.PackageLoader("mopsbook.pages", "templates")]),
        autoescape=True,
        # Otherwise each `include` asks the disk whether its file has changed.
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        prose=render_block,
        inline=render_inline,
        day=show_date,
        anchor=anchor_of,
        count=count,
        amount=amount,
        by_section=by_section,
        a=a,
        yaml=_flow,
        marked=mark_words,
        impact=LABELS.get,
    )
    return env


def template_of(kind: Kind, env: jinja2.Environment) -> jinja2.Template:
    """Return the template of a kind: its own, or the one that serves every kind."""
    return env.select_template([f"{kind.name}.html.jinja", "entity.html.jinja"])


def tidy(html: str) -> str:
    """Return rendered HTML without the blank lines that templates leave behind."""
    return re.sub(r"\n\s*\n+", "\n", html).strip() + "\n"


_HEADING = re.compile(r'<h([23]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)


def find_headings(html: str) -> tuple[Heading, ...]:
    """Return the headings of level 2 and 3 that have an id, for the table of contents."""
    return tuple(Heading(id, _text(inner), int(level)) for level, id, inner in _HEADING.findall(html))


def _text(inner: str) -> str:
    # Chips beside a heading say more on the page than in a list of headings.
    return Markup(re.sub(r"<span\b.*?</span>", "", inner, flags=re.DOTALL)).striptags()


def _flow(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else str(value)

"""Render the menu once for each folder, not once for each page: it is half of what Material does for a page.

On the pages of one folder the menu is the same text as long as none of them stands in it. The box of the search is the same
on every page.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

_MENUS = ("partials/nav.html", "partials/tabs.html")
_FIXED = ("partials/search.html", "partials/palette.html")


def render_parts_once(env: jinja2.Environment, config: MkDocsConfig) -> None:
    """Let the environment remember the menus and other parts it has rendered. A theme that is not Material as it comes is left alone."""
    own = config.theme.custom_dir
    if config.theme.name == "material" and not (own and (Path(own) / "partials").exists()):
        for name in _MENUS:
            template = env.get_template(name)
            template.root_render_func = _once_a_folder(template.root_render_func)
        for name in _FIXED:
            template = env.get_template(name)
            template.root_render_func = _once(template.root_render_func)


def _once_a_folder(render: Callable[..., Iterator[str]]) -> Callable[..., Iterator[str]]:
    known: dict[tuple[int, str], str] = {}
    places: set[str] = set()

    def root(context: jinja2.runtime.Context, *rest: Any) -> Iterator[str]:
        page = context.get("page")
        if not places:
            places.update(_places(context["nav"]))
        # A page of the menu that lies within the folder of this one has a shorter address from here.
        if page is None or not page.file.inclusion.is_not_in_nav() or page.url in places:
            yield from render(context, *rest)
            return
        # A page that is the parent of others cannot be a key itself.
        key = (id(page.parent), page.url.rstrip("/").rpartition("/")[0])
        if key not in known:
            known[key] = "".join(render(context, *rest))
        yield known[key]

    return root


def _once(render: Callable[..., Iterator[str]]) -> Callable[..., Iterator[str]]:
    known: list[str] = []

    def root(context: jinja2.runtime.Context, *rest: Any) -> Iterator[str]:
        if not known:
            known.append("".join(render(context, *rest)))
        yield known[0]

    return root


def _places(nav: Navigation) -> Iterator[str]:
    """Yield all that the addresses of the pages of the menu begin with."""
    return (page.url[:end] for page in nav.pages for end in range(len(page.url) + 1))

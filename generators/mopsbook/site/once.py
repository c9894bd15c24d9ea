"""Render the menu once for each folder, not once for each page: it is half of what Material does for a page.

On the pages of one folder the menu is the same text as long as none of them stands in it.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

_MENUS = ("partials/nav.html", "partials/tabs.html")


def render_menus_once(env: jinja2.Environment, config: MkDocsConfig) -> None:
    """Let the environment remember the menus it has rendered. A theme that is not Material as it comes is left alone."""
    own = config.theme.custom_dir
    if config.theme.name == "material" and not (own and (Path(own) / "partials").exists()):
        for name in _MENUS:
            template = env.get_template(name)
            template.root_render_func = _once(template.root_render_func)


def _once(render: Callable[..., Iterator[str]]) -> Callable[..., Iterator[str]]:
    known: dict[object, str] = {}

    def root(context: jinja2.runtime.Context, *rest: Any) -> Iterator[str]:
        page, nav = context.get("page"), context.get("nav")
        if page is None or not page.file.inclusion.is_not_in_nav() or _holds(page.url, nav):
            yield from render(context, *rest)
            return
        folder = page.url.rstrip("/").rpartition("/")[0]
        key = (nav, page.parent, folder)
        if key not in known:
            known[key] = "".join(render(context, *rest))
        yield known[key]

    return root


def _holds(url: str, nav: Navigation) -> bool:
    """Return whether a page of the menu lies within the folder of another page: its address is shorter from there."""
    return any(page.url.startswith(url) for page in nav.pages)

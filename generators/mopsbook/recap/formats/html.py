"""As a page of its own that can be sent or printed: sentences, plots and tables, with all that it needs within it."""

from html import escape
from importlib.resources import files

from mopsbook.catalog.catalog import Catalog
from mopsbook.diagrams.picture import Picture
from mopsbook.recap.plots import draw
from mopsbook.recap.recap import Recap
from mopsbook.recap.sentences import say_until, tell
from mopsbook.recap.tables import Table, make_tables
from mopsbook.terminal.screen import PIPE, Screen

# What the tables say is in the plots as well; it stands behind a fold.
_DRAWN = {"Month by month": "months", "By team": "teams"}
_DAYS = "Decisions and vendor updates"
# The site has its colours from Material; here they are given.
_STYLE = """
:root{color-scheme:light dark;--md-default-fg-color:#1f2430;--md-default-fg-color--light:currentcolor;--md-default-bg-color:#fff;--md-accent-fg-color:#3d4fb8}
@media(prefers-color-scheme:dark){:root{--md-default-fg-color:#e5e7eb;--md-default-bg-color:#14171f;--md-accent-fg-color:#9aa6ff}}
body{margin:2rem auto;max-width:46rem;padding:0 1rem;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;
color:var(--md-default-fg-color);background:var(--md-default-bg-color)}
table{border-collapse:collapse;font-size:.9em}td,th{padding:.2em .8em .2em 0;text-align:left;vertical-align:top}
.table{overflow-x:auto}th:first-child,td:first-child{white-space:nowrap}
.foot{opacity:.8;font-size:.9em}
"""


def render(recap: Recap, catalog: Catalog, site: str = "", screen: Screen = PIPE) -> str:
    """Return the page; its links lead to the site at that address, and without one there are none."""
    title = f"{recap.period.title} in review"
    style = files("mopsbook").joinpath("assets/diagrams.css").read_text("utf-8") + _STYLE
    plots = dict(draw(recap, catalog if site else None))
    parts = [f"<h1>{escape(title)}</h1>", "<ul>", *(f"<li>{escape(each)}</li>" for each in tell(recap)), "</ul>"]
    parts += [_plot(plots["complete"], site)] if "complete" in plots else []
    for one in make_tables(recap):
        drawn = plots.get(_DRAWN.get(one.title, ""))
        body = (
            f"{_plot(drawn, site)}<details><summary>As a table</summary>{_table(one)}</details>"
            if drawn
            else _table(one)
        )
        parts.append(f"<h2>{escape(one.title)}</h2>\n{body}")
    if "days" in plots:
        parts.append(f"<h2>{escape(_DAYS)}</h2>\n{_plot(plots['days'], site)}")
    foot = say_until(recap)
    parts += [f'<p class="foot">{escape(foot)}</p>'] if foot else []
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<link rel="icon" href="data:,"><title>{escape(title)}</title><style>{style}</style></head>\n<body class="md-typeset">\n'
        + "\n".join(parts)
        + "\n</body></html>\n"
    )


def _plot(picture: Picture, site: str) -> str:
    root = escape(site.rstrip("/") + "/")
    wide, narrow = (svg.replace('="{root}', f'="{root}') for svg in (picture.wide, picture.narrow))
    signs = "".join(
        f'<li><span class="mb-legend__sign {name}"></span>{escape(words)}</li>' for name, words in picture.legend
    )
    legend = f'<figcaption><ul class="mb-legend">{signs}</ul></figcaption>' if signs else ""
    return (
        f'<figure class="mb-picture mb-picture--two"><div class="mb-picture__wide">{wide}</div>'
        f'<div class="mb-picture__narrow">{narrow}</div>{legend}</figure>'
    )


def _table(one: Table) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in one.heads)
    rows = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in one.rows)
    table = f"<table><thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody></table>"
    return f'<div class="table" tabindex="0" role="group" aria-label="{escape(one.title)}">{table}</div>'

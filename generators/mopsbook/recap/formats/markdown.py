"""For a page, a mail or a ticket: the recap as Markdown, in which what people wrote does nothing."""

from mopsbook.catalog.catalog import Catalog
from mopsbook.markdown_text import escape
from mopsbook.recap.recap import Recap
from mopsbook.recap.sentences import say_until, tell
from mopsbook.recap.tables import Table, make_tables
from mopsbook.terminal.screen import PIPE, Screen


def render(recap: Recap, catalog: Catalog, site: str = "", screen: Screen = PIPE) -> str:
    """Return the recap as a document with a heading for each table."""
    foot = say_until(recap)
    parts = [f"# {escape(recap.period.title)} in review", "\n".join(f"- {escape(each)}" for each in tell(recap))]
    parts += [_table(one) for one in make_tables(recap)]
    parts += [f"*{escape(foot)}*"] if foot else []
    return "\n\n".join(parts) + "\n"


def _table(one: Table) -> str:
    numbers = [
        all(row[column].removesuffix(" %").replace(",", "").isdigit() for row in one.rows)
        for column in range(len(one.heads))
    ]
    lines = [one.heads, tuple("---:" if is_number else "---" for is_number in numbers)]
    lines += [tuple(escape(cell) for cell in row) for row in one.rows]
    return f"## {one.title}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)

"""For the terminal: the sentences, then the figures by month and by team."""

from mopsbook.catalog.catalog import Catalog
from mopsbook.recap.recap import Recap
from mopsbook.recap.sentences import say_until, tell
from mopsbook.recap.tables import make_tables
from mopsbook.terminal.lines import fill
from mopsbook.terminal.paint import paint
from mopsbook.terminal.screen import PIPE, Screen
from mopsbook.terminal.table import table


def render(recap: Recap, catalog: Catalog, site: str = "", screen: Screen = PIPE) -> str:
    """Return the recap as lines that fit a screen."""
    parts = ["\n".join(fill(sentence, screen.width) for sentence in tell(recap)) + "\n"]
    for one in make_tables(recap):
        # What people are called by is never cut: the month, the team, the day with what happened on it.
        rows = table(one.heads, one.rows, screen, whole=(0,))
        parts.append(f"{paint(one.title, 'head', screen.colour)}\n{rows}")
    foot = say_until(recap)
    parts += [fill(foot, screen.width) + "\n"] if foot else []
    return "\n".join(parts)

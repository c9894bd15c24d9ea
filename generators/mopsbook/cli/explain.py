"""mopsbook explain: the page of a rule."""

from collections.abc import Mapping

import click

from mopsbook.checks.explain import RulePage, explain
from mopsbook.checks.own.read import read_own_rules
from mopsbook.checks.own.rule import OwnRule
from mopsbook.checks.run import find_rules
from mopsbook.cli.completing import complete_rules
from mopsbook.cli.options import read_shelf, terminal_width
from mopsbook.layout import look_for_layout
from mopsbook.terminal.lines import fill
from mopsbook.today import today

_WIDEST = 100
# Beside the names, fewer columns than this make a sentence hard to read.
_ROOM = 36


@click.command()
@click.argument("rule", required=False, shell_complete=complete_rules)
def command(rule: str | None) -> None:
    """Print what a rule finds, why, and how to mend it. Without RULE: all rules in a line each.

    A book's own rules are found from within its folder; their names begin with own/.
    """
    width = terminal_width()
    if rule is None:
        own = _own_rules()
        pages = [explain(name, own) for name in (*find_rules(), *own)]
        longest = max(22, *(len(page.id) for page in pages)) + 2
        for page in pages:
            click.echo(_line(page, longest, width))
        return
    # Ours need no book, and a large one takes a while to read.
    page = explain(rule, {} if rule in find_rules() else _own_rules())
    wide = min(width or _WIDEST, _WIDEST)
    about = ", ".join(filter(None, (page.severity, page.dimension)))
    click.echo(f"{page.id} ({about})\n\n{fill(page.sentence, wide)}")
    for head, text in (("What it finds", page.what), ("Why", page.why), ("How to mend it", page.mend)):
        if text:
            click.echo("\n".join(["", head, *(fill(line, wide, "  ") for line in text.strip().splitlines())]))
    if page.written:
        click.echo("\nThe rule\n" + "".join(f"  {line}\n" for line in page.written.splitlines()), nl=False)


def _own_rules() -> Mapping[str, OwnRule]:
    """Return the rules of the book that the current folder belongs to; none outside of one."""
    layout = look_for_layout()
    return read_own_rules(read_shelf(layout), today()).by_name if layout else {}


def _line(page: RulePage, longest: int, width: int) -> str:
    """Return a rule in one line, or, where a terminal is too narrow for it, in several that hang below its name."""
    head = f"{page.id:<{longest}}{page.severity:<9}"
    if not width or len(head) + len(page.sentence) <= width:
        return head + page.sentence
    if width - len(head) >= _ROOM:
        return head + fill(page.sentence, width, " " * len(head)).lstrip()
    return f"{page.id} ({page.severity})\n{fill(page.sentence, width, '  ')}"

"""mopsbook check: is the knowledge right, is it complete?"""

import os
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import click

from mopsbook.checks import reports
from mopsbook.checks.finding import SEVERITIES
from mopsbook.checks.run import run_checks
from mopsbook.cli.options import existing, layout_of, read_shelf
from mopsbook.today import today

FORMATS = sorted(module.name for module in iter_modules(reports.__path__))


@click.command()
@click.argument("paths", nargs=-1)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How findings are written.",
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="The mildest severity that fails.",
)
def command(paths: tuple[str, ...], format_: str, fail_on: str) -> int:
    """Check a knowledge base and print all findings, sorted by place.

    PATHS are files or folders to report on (default: all). The whole book is read in any case, because whether a reference
    is right depends on the others.
    """
    wanted = existing(paths)
    layout = layout_of(wanted)
    findings = run_checks(read_shelf(layout), today())
    asked = {path.resolve() for path in wanted}
    shown = [finding for finding in findings if not asked or _is_wanted(layout.root / finding.path, asked)]
    report = import_module(f"{reports.__name__}.{format_}")
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    click.echo(report.render(shown, colour=colour), nl=False)
    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return int(any(finding.severity in failing for finding in shown))


def _is_wanted(path: Path, asked: set[Path]) -> bool:
    path = path.resolve()
    return path in asked or not asked.isdisjoint(path.parents)

"""mopsbook check: is the knowledge right, is it complete?"""

import os
from pathlib import Path, PurePosixPath

import click

from mopsbook.checks.finding import SEVERITIES
from mopsbook.cli.options import colour_wanted, existing, layout_of, read_shelf, standing, terminal_width
from mopsbook.cli.outputs import FORMATS, Output, read_outputs, write_reports
from mopsbook.documents.shelf import Shelf
from mopsbook.hosts.ci import in_ci
from mopsbook.layout import Layout
from mopsbook.terminal.progress import doing
from mopsbook.today import today


@click.command()
@click.argument("paths", nargs=-1, type=click.Path())
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="How findings are printed.  [default: text]",
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT:FILE",
    help="Write them into a file as well, such as `sarif:findings.sarif`; may be given several times.",
)
@click.option(
    "--fail-on",
    type=click.Choice(SEVERITIES),
    default="error",
    show_default=True,
    help="The mildest severity that fails.",
)
@click.option("--since", metavar="REVISION", help="Fail only for what is new or worse since then, such as `main`.")
@click.option("--ratchet", is_flag=True, help="With --since: no document may be less complete, and the book neither.")
@click.option(
    "--write-baseline", is_flag=True, help="Record what is wrong today; only what is new or worse fails then."
)
@click.option("--fix", is_flag=True, help="First mend what can have been meant in one way only.")
@click.option("--all", "everything", is_flag=True, help="Show what is known or waived as well.")
def command(
    paths: tuple[str, ...], format_: str | None, outputs: tuple[str, ...], fail_on: str, since: str | None,
    ratchet: bool, write_baseline: bool, fix: bool, everything: bool,
) -> int:  # fmt: skip
    """Check a knowledge base and print all findings, sorted by place.

    PATHS are files or folders to report on (default: all). The whole book is read in any case, because whether a reference
    is right depends on the others.

    With --since REVISION (a branch, a tag, a commit) the book is compared with what it was where the present commit went its
    own way from there, as a pull request is. Findings that were there before are known and do not fail. A document that was
    added, changed or renamed fails if it says less than before, or less than its target.

    A book with a baseline (--write-baseline) fails only for what does not stand in it. What was mended is taken out of the file;
    in CI, where the variable CI is set, it is only said.

    Exit code 0: nothing fails. 1: something does. 2: the check could not be made as asked.
    """
    if ratchet and since is None:
        raise click.UsageError("--ratchet compares with an earlier state; name it, as in `--since main --ratchet`")
    if write_baseline and (since is not None or paths):
        raise click.UsageError("--write-baseline records the whole book as it is: leave out PATHS and --since")
    wanted_outputs = read_outputs(outputs, format_)
    wanted = existing(paths)
    layout = layout_of(wanted)
    shelf = read_shelf(layout, _get_ready)
    # Not before: of a large book another process has begun to read by now.
    from mopsbook.checks.view import View
    from mopsbook.cli.mending import mend
    from mopsbook.cli.surroundings import folder_in_repository, rules_of, site_address, source_address
    from mopsbook.ratchet.judge import judge, judge_since, record

    asked = {_real(path) for path in wanted} | {_printable(standing(path)) for path in wanted}
    whole = not asked or _is_wanted(_printable(layout.knowledge), asked)

    def is_asked(path: str) -> bool:
        # A link is asked for by where it stands, and by where it leads.
        return whole or any(_is_wanted(each, asked) for each in (layout.root / path, _real(layout.root / path)))

    shelf = mend(layout, shelf, is_asked) if fix else shelf
    with doing("Checking"):
        if since is not None:
            judged = judge_since(layout, shelf, today(), since, whole=ratchet)
        elif write_baseline:
            judged = record(layout, shelf, today())
        else:
            judged = judge(layout, shelf, today(), may_write=not in_ci())
    shown = [finding for finding in judged.findings if is_asked(finding.path)]
    files = {path for path in shelf.sources if is_asked(path)}
    documents = sum(document.path in files for document in (*shelf.documents, *filter(None, [shelf.book])))

    failing = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    rules = rules_of(shelf) if any(output.format != "text" for output in wanted_outputs) else {}

    def view_of(output: Output) -> View:
        colour, width = (False, 0) if output.file else (colour_wanted(), terminal_width())
        return View(
            colour, width, documents, len(files), judged.comparison, everything, failing, rules,
            folder_in_repository(layout), site_address(layout), source_address(),
        )  # fmt: skip

    write_reports(wanted_outputs, shown, view_of)
    for note in (*judged.notes, *_notes(shelf, layout)):
        click.echo(f"mopsbook: {note}", err=True)
    return int(any(finding.is_open and finding.severity in failing for finding in shown))


def _get_ready() -> None:
    """Import what judges a book, which takes as long as to read many files of it."""
    import mopsbook.checks.reports.text
    import mopsbook.ratchet.judge  # noqa: F401  # to have it
    from mopsbook.checks.run import find_rules

    find_rules()


def _real(path: Path) -> Path:
    # Other than pathlib, this says something of links that lead round in a circle.
    return _printable(Path(os.path.realpath(path)))


def _printable(path: Path) -> Path:
    # Findings name a path that is not UTF-8 in a way that can be printed; it has to be found again all the same.
    return Path(os.fsencode(path).decode("utf-8", "replace"))


def _is_wanted(path: Path, asked: set[Path]) -> bool:
    return path in asked or not asked.isdisjoint(path.parents)


def _notes(shelf: Shelf, layout: Layout) -> list[str]:
    """Return what looks like success and may be none: an empty folder, a book without a name."""
    if not shelf.documents and not shelf.troubles:
        return [
            f"there is no document in {layout.knowledge}. Is that the right folder? It is the one that `docs_dir` in"
            " mkdocs.yml names, or else `knowledge`."
        ]
    spoilt = any(PurePosixPath(trouble.path).name == "book.yaml" for trouble in shelf.troubles)
    if shelf.book is None and not spoilt:
        return [
            "no file says `kind: book`, so the book has no title and is kept by the usual rules. Two lines in"
            f" {shelf.folder}/book.yaml are enough: `kind: book` and `title: ...`."
        ]
    return []

"""mopsbook note: a change note from the current diff."""

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mopsbook.cli.options import read_shelf
from mopsbook.errors import SetupError
from mopsbook.layout import Layout, find_layout
from mopsbook.terminal.progress import doing
from mopsbook.today import today
from mopsbook.words import count, listed

if TYPE_CHECKING:
    from mopsbook.diff.change import Diff, Line
    from mopsbook.diff.states import States
    from mopsbook.documents.document import Document


@click.command(short_help="Write a change note from what changed.")
@click.argument("base", required=False, default="")
@click.option(
    "--into",
    "into",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The file of the note, new or there already.",
)
@click.option("--title", "title", default="", help="What it is called. Left out: the change that matters most.")
@click.option(
    "--why", "why", default="", help="The reason. Left out: it is asked for on a terminal, else left to write."
)
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="What else is known; several times.")
def command(base: str, into: Path | None, title: str, why: str, settings: tuple[str, ...]) -> None:  # fmt: skip
    """Write down what changed since BASE, what it touches and who depends on it. Why it changed is yours to say.

    BASE is what `mopsbook diff` takes it for: left out, it is where this branch left the main one. A note that came with the
    change is not written a second time: what it does not name yet is added to its `touches`. Nothing is written over.
    """
    from mopsbook.diff.make import make_diff
    from mopsbook.diff.noted import find_notes, find_telling, find_untold
    from mopsbook.diff.states import read_states
    from mopsbook.diff.summary import say_since

    layout = find_layout()
    shelf = read_shelf(layout)
    with doing("Comparing"):
        states = read_states(layout, shelf, base, "", today())
        diff = make_diff(states.before, states.after, states.base_words, states.head_words)
    for doubt in diff.notes:
        click.echo(f"mopsbook: {doubt}", err=True)
    lines = find_telling(diff)
    if not lines:
        click.echo(f"Nothing to tell: {say_since(diff)}.")
        return
    notes = [document for one in find_notes(diff) if (document := shelf.get(*one.key))]
    path = _path(layout, into) if into else ""
    note = _note_at(layout, shelf.documents, path) if path else notes[0] if len(notes) == 1 else None
    left = find_untold(lines, [*notes, *([note] if note else ())], states.before, states.after)
    if not left:
        click.echo(f"Every change is told in {_join(each.path for each in notes)}. Nothing was written.")
        _say_rules(diff, states, {})
    elif note:
        if title or why or settings:
            raise SetupError(
                f"{note.path} came with this change already", "Edit it, or name another file: `--into FILE`."
            )
        _extend(layout, note, left, diff, states)
    elif len(notes) > 1 and not path:
        raise SetupError(
            f"{_join(each.path for each in notes)} came with this change, and not all of it is named there",
            "Say which of them is to name the rest, or where another one goes: `--into FILE`.",
        )
    else:
        _draft(layout, left, diff, states, path, title, why, settings)


def _draft(
    layout: Layout, lines: "Sequence[Line]", diff: "Diff", states: "States", path: str, title: str, why: str,
    settings: Sequence[str],
) -> None:  # fmt: skip
    from mopsbook.diff.note import tell_note
    from mopsbook.diff.note_file import draft_note, gather_values, name_touched
    from mopsbook.diff.ticket import find_address, find_origin
    from mopsbook.editing.write_files import write_files
    from mopsbook.history.addresses import Addresses
    from mopsbook.history.settings import read_settings

    shelf = states.after.shelf
    repository = shelf.book.data.get("repository", {}) if shelf.book else {}
    main = str(repository.get("branch", ""))
    origin = find_origin(states.base.repository, states.base.commit, read_settings(shelf.book), main)
    told = tell_note(diff, lines, states.before, states.after)
    words = title or origin.words
    why = why or "\n\n".join(origin.reasons)
    if sys.stdin.isatty() and sys.stdout.isatty():
        title = title or click.prompt("What it is called", default=told.title)
        why = why or click.prompt("Why it changed (Enter leaves that for later)", default="", show_default=False)
    touches = name_touched(lines, states.before, states.after)
    ticket = find_address(origin, Addresses(repository))
    values = gather_values(
        told, touches, states.before, states.after, title=title, why=why, ticket=ticket, today=today()
    )  # fmt: skip
    path, text = draft_note(
        layout, states.after, values, words or told.name, path, [_setting(each) for each in settings], today()
    )
    write_files(layout.root, {path: text.encode()})
    click.echo(
        f"{_shown(layout, path)} is there and tells of {count(len(lines), 'change')}; it touches {_join(touches)}."
    )
    if origin.tickets and not ticket:
        click.echo(
            f"mopsbook: no page is known of {listed(origin.tickets, last='and')}; `repository.ticket` in book.yaml says how"
            " to find it",
            err=True,
        )
    _say_rules(diff, states, {path: text.encode()})
    if not values.get("why") and not any(each.startswith("why=") for each in settings):
        click.echo(f"Say there why it changed, then run `mopsbook check {_shown(layout, path)}`.")


def _extend(layout: Layout, note: "Document", lines: "Sequence[Line]", diff: "Diff", states: "States") -> None:
    from mopsbook.diff.note_file import extend_note, name_touched
    from mopsbook.editing.write_files import write_files

    touches = name_touched(lines, states.before, states.after, note)
    text = extend_note(note, touches)
    write_files(layout.root, {note.path: text.encode()})
    click.echo(f"{_shown(layout, note.path)} names {_join(touches)} now, too. Say there what changed.")
    _say_rules(diff, states, {note.path: text.encode()})


def _say_rules(diff: "Diff", states: "States", files: dict[str, bytes]) -> None:
    """Say which change rules of the book the note meets, and what others, or the same, still ask."""
    from mopsbook.diff.rules_met import compare_rules

    rules = compare_rules(states, diff, files, today())
    for rule in rules.met:
        click.echo(f"It is the note that the change rule `{rule}` asks for.")
    for rule, missing in rules.missing:
        click.echo(f"Still missing for the change rule `{rule}`: {missing}.")


def _path(layout: Layout, into: Path) -> str:
    """Return the path of a note relative to the root of the book. Raises SetupError for one that could hold none."""
    from mopsbook.documents.find_files import YAML
    from mopsbook.documents.load import relative

    try:
        full = into.resolve()
        full.exists()
    except (OSError, RuntimeError, ValueError) as error:
        raise SetupError(f"`{into}` can be no file: {error}", "Give the note another place.") from None
    if layout.knowledge.resolve() not in full.parents:
        raise SetupError(f"`{into}` is no part of the book in {layout.knowledge}", "Name a file below it.")
    if full.suffix not in YAML:
        raise SetupError(f"`{into}` is no YAML file", "Let its name end in .yaml.")
    return relative(full, layout.root.resolve())


def _note_at(layout: Layout, documents: "Sequence[Document]", path: str) -> "Document | None":
    """Return the note in a file; None if there is no such file. Raises SetupError for a file that holds something else."""
    from mopsbook.diff.noted import NOTE

    found = [document for document in documents if document.path == path]
    if len(found) == 1 and found[0].kind.name == NOTE:
        return found[0]
    if found or (layout.root / path).exists():
        raise SetupError(f"{path} is there, and is not the file of one change note", "Name another file.")
    return None


def _setting(text: str) -> tuple[str, str]:
    name, sign, typed = text.partition("=")
    if not sign:
        raise SetupError(f"`{text}` sets nothing", "Write --set FIELD=VALUE, as in `--set owner=web-manager`.")
    return name.strip(), typed


def _shown(layout: Layout, path: str) -> str:
    return os.path.relpath(layout.root / path).replace(os.sep, "/")


def _join(names: Iterable[str]) -> str:
    return listed(list(names), 12, "and")

"""Where reports go: `--format` to the terminal, each `--output FORMAT:FILE` into a file; files are written all or none."""

import contextlib
import os
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from mopsbook.checks import reports
from mopsbook.checks.finding import Finding
from mopsbook.cli.written import names_of
from mopsbook.errors import SetupError
from mopsbook.whole_files import is_passage, put_beside
from mopsbook.words import did_you_mean, listed

if TYPE_CHECKING:
    from mopsbook.checks.view import View

FORMATS = names_of(reports)
_USUAL = "text"
# What a file is called says which format was meant by somebody who forgot to write it.
_BY_SUFFIX = {".json": "json", ".sarif": "sarif", ".xml": "junit", ".md": "markdown", ".txt": "text"}
_STDOUT = "-"
_NONE = "no report was written."


class Output(Struct, frozen=True):
    """One report: in which format, and into which file; None is the terminal, or whatever reads along in its place."""

    format: str
    file: Path | None


def read_outputs(said: Sequence[str], format_: str | None) -> list[Output]:
    """Return where the reports go. `said` are the `--output`, `format_` is `--format`, if it was given.

    Raises SetupError for what is no FORMAT:FILE, for a format that is not there, and for a place that is asked for twice.
    """
    outputs = [_read(one) for one in said]
    if format_ is not None or all(output.file for output in outputs):
        outputs.insert(0, Output(format_ or _USUAL, None))
    taken: dict[str, Output] = {}
    for output in outputs:
        # Two ways to write one path, or a link and what it leads to, are one file.
        place = os.path.normcase(os.path.realpath(output.file)) if output.file else _STDOUT
        if place in taken:
            both = f"{taken[place].format} and {output.format}"
            raise SetupError(
                f"two reports ({both}) would go to {f'`{output.file}`' if output.file else 'standard output'}",
                "Give each a file of its own.",
            )
        taken[place] = output
    return outputs


def _read(said: str) -> Output:
    # Only the first colon parts: `json:C:\report.json` is a file on drive C.
    format_, colon, file = said.partition(":")
    if format_ not in FORMATS:
        is_file = len(format_) <= 1 or (not colon and Path(said).suffix)
        if is_file:
            meant = _BY_SUFFIX.get(Path(said).suffix.lower(), "json")
            raise SetupError(
                f"--output {said}: this names a file and no format",
                f"Write the format first: `--output {meant}:{said}`.",
            )
        hint = did_you_mean(format_, FORMATS) or f"Formats are {listed(FORMATS, last='and')}."
        raise SetupError(f"--output {said}: there is no format `{format_}`", hint)
    if not file:
        raise SetupError(
            f"--output {said}: this names a format and no file",
            f"Write the file behind it: `--output {format_}:FILE`; `-` is standard output.",
        )
    return Output(format_, None if file == _STDOUT else Path(file))


def write_reports(outputs: Sequence[Output], findings: Sequence[Finding], view_of: "Callable[[Output], View]") -> None:
    """Write every report. Raises SetupError for a file that cannot be written; then none is."""
    files: list[tuple[Path, bytes]] = []
    shown = ""
    for output in outputs:
        text = import_module(f"{reports.__name__}.{output.format}").render(findings, view_of(output))
        if output.file is None:
            shown = text
        else:
            files.append((output.file, text.encode("utf-8", "backslashreplace")))
    _write_files(files)
    # Codes are in it only where colours are wanted, so none is taken out.
    click.echo(shown, nl=False, color=True)


def _write_files(files: Sequence[tuple[Path, bytes]]) -> None:
    """Put every file down beside its place, and move all of them there only then."""
    moves: list[tuple[Path, Path, Path]] = []
    direct: list[tuple[Path, bytes]] = []
    file = Path()
    try:
        for file, content in files:
            if file.is_dir():
                raise SetupError(f"`{file}` is a folder", f"Name a file in it; {_NONE}")
            if is_passage(file):
                direct.append((file, content))
                continue
            # A link is written through, not replaced.
            place = Path(os.path.realpath(file))
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.exists():
                with place.open("ab"):
                    pass  # a file that may not be written is found out before any other is
            moves.append((file, put_beside(place, content), place))
        for pipe, content in direct:
            file = pipe
            file.write_bytes(content)
        for name, beside, place in moves:
            file = name
            beside.replace(place)
    except OSError as error:
        raise SetupError(
            f"`{file}` cannot be written: {error.strerror}", f"Mend that, or name another file; {_NONE}"
        ) from error
    finally:
        for _, beside, _ in moves:
            with contextlib.suppress(OSError):
                beside.unlink()

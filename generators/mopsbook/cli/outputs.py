"""Where reports go: `--format` to the terminal, each `--output FORMAT:FILE` into a file; files are written all or none."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import click

from mopsbook.checks import reports
from mopsbook.checks.finding import Finding
from mopsbook.checks.view import View
from mopsbook.errors import SetupError
from mopsbook.words import did_you_mean, listed

FORMATS = tuple(sorted(module.name for module in iter_modules(reports.__path__)))
_USUAL = "text"
# What a file is called says which format was meant by somebody who forgot to write it.
_BY_SUFFIX = {".json": "json", ".sarif": "sarif", ".xml": "junit", ".md": "markdown", ".txt": "text"}
_STDOUT = "-"
_NONE = "no report was written."


@dataclass(frozen=True, slots=True)
class Output:
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


def write_reports(outputs: Sequence[Output], findings: Sequence[Finding], view_of: Callable[[Output], View]) -> None:
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
            # Nothing can be moved to a pipe or a device (/dev/stdout).
            if file.exists() and not (file.is_file() and file.parent != Path("/dev")):
                direct.append((file, content))
                continue
            # A link is written through, not replaced.
            place = Path(os.path.realpath(file))
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.exists():
                with place.open("ab"):
                    pass  # a file that may not be written is found out before any other is
            moves.append((file, _put_beside(place, content), place))
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


def _put_beside(place: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{place.name[:100]}-", dir=place.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
        # What makes temporary files lets nobody else read them; reports are read by whoever collects them.
        beside.chmod(place.stat().st_mode & 0o777 if place.exists() else 0o666 & ~_umask())
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _umask() -> int:
    # There is no way to read it but to set it.
    mask = os.umask(0)
    os.umask(mask)
    return mask

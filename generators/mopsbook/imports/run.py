"""The whole import, top to bottom: map, records, drafts, plan, files, report."""

from codecs import BOM_UTF8
from pathlib import Path

from msgspec import Struct

from mopsbook.documents.load import load_shelf
from mopsbook.documents.shelf import Shelf
from mopsbook.editing.write_files import write_files
from mopsbook.errors import SetupError
from mopsbook.history.left_out import find_left_out
from mopsbook.imports.drafts import make_drafts
from mopsbook.imports.ledger import find_ledger, read_ledger
from mopsbook.imports.plan import make_plan
from mopsbook.imports.read_map import read_map
from mopsbook.imports.report import render
from mopsbook.imports.sources.read_records import read_records
from mopsbook.imports.target import find_target
from mopsbook.imports.used_columns import find_unmentioned, find_unused
from mopsbook.kinds.find_kind import find_kind
from mopsbook.kinds.load import load_kinds


class Imported(Struct, frozen=True):
    """What to print, and whether every record found its place."""

    report: str
    complete: bool


def run_import(kind_name: str, file: Path, map_file: Path, into: Path, dry_run: bool = False) -> Imported:
    """Import a file of records. Raises SetupError before anything is written."""
    target = find_target(into)
    kinds = load_kinds([target.layout.schemas])
    kind = find_kind(kind_name, kinds.shown)
    map_ = read_map(map_file, kind, kinds)
    records = read_records(file, map_.records)
    unused = find_unused(map_, records)
    root = target.layout.root
    ledger = read_ledger(root, map_.name, kind.name)
    left_out = find_left_out(target.layout)
    if left_out:
        # It would make a second time what it does not see.
        raise SetupError(
            f"{left_out[0]} was left out by a sparse checkout, and whoever imports has to see the whole book",
            "Run `git sparse-checkout disable`, and then this again.",
        )
    shelf = load_shelf(target.layout, kinds) if target.layout.knowledge.is_dir() else Shelf(kinds, (), (), {}, None, "")
    drafts = make_drafts(records, map_, kind, shelf, ledger)
    plan = make_plan(drafts, kind, shelf, ledger=ledger, keyed=map_.keyed, target=target)
    files = {name: encode(name, text, root) for name, text in plan.files.items()}
    if plan.ledger is not None and plan.ledger.entries:
        place = find_ledger(root, map_.name)
        content = plan.ledger.to_json().encode()
        if not place.is_file() or place.read_bytes().replace(b"\r\n", b"\n") != content:
            files[place.relative_to(root).as_posix()] = content
    if not dry_run:
        write_files(root, files)
    left = find_unmentioned(map_, records)
    report = render(map_, records, kind, target, drafts, plan=plan, unused=unused, left=left, dry_run=dry_run)
    return Imported(report, not drafts.unplaced and not any(outcome.what == "blocked" for outcome in plan.outcomes))


def encode(name: str, text: str, root: Path) -> bytes:
    """Return the bytes of a file; a byte-order mark that stood there stays."""
    path = root / name
    marked = path.is_file() and path.open("rb").read(3) == BOM_UTF8
    return (BOM_UTF8 if marked else b"") + text.encode()

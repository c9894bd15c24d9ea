"""Since when each value of a thing is as it is: by label for people, by path for programs."""

from collections.abc import Mapping, Sequence
from typing import Any

from mopsbook.answers.find import Subject
from mopsbook.history.change import WITHIN, Change, Commit, FieldChange
from mopsbook.history.since import Made, Since

_REVIEW = frozenset({"last_reviewed", "reviewed_by"})

SinceByPath = Mapping[str, Made]


def since_of(subject: Subject, changes: Sequence[Change]) -> SinceByPath:
    """Return what made the fields that changed what they are, by path, given the past of the thing; "" is what added it."""
    found = Since(changes, subject.entity.kind).all()
    if subject.part is None:
        return found
    around = f"{'.'.join(subject.part.field.path)}.{subject.part.id}."
    return {path.removeprefix(around): made for path, made in found.items() if path.startswith(around)}


def since_as_json(since: SinceByPath) -> dict[str, Any]:
    """Return the documented shape: see docs/terminal.md."""
    return {path: _commit(made.change.commit) for path, made in since.items()}


def say_since(subject: Subject, since: SinceByPath) -> list[tuple[str, str]]:
    """Return, by label, what each value that changed is since when, by whom and why; what is older says so once, at the end."""
    told = []
    for path, made in since.items():
        for field in made.fields if path and path not in _REVIEW else ():
            value = field.new or (f"without {field.old}" if field.old else field.what)
            told.append((_label(field, subject), f"{value} since {_who(made.change.commit)}"))
    if "" in since and told:
        told.append(("All else", f"since it was added, {_who(since[''].change.commit)}"))
    elif "" in since:
        told.append(("All of it", f"since it was added, {_who(since[''].change.commit)}"))
    return told


def _label(field: FieldChange, subject: Subject) -> str:
    # Of a part its own name is known by now.
    return field.label.partition(WITHIN)[2] or field.label if subject.part else field.label


def _who(commit: Commit) -> str:
    said = commit.reason or commit.subject
    pull = f" ({commit.pull})" if commit.pull and commit.pull not in said else ""
    return f"{commit.when.date().isoformat()}, {commit.author}{pull}: {said}"


def _commit(commit: Commit) -> dict[str, str]:
    names = ("author", "subject", "pull", "ticket", "reason")
    return {
        "date": commit.when.date().isoformat(),
        "commit": commit.id,
        **{name: getattr(commit, name) for name in names},
    }

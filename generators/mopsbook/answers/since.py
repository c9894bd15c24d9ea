"""Since when each value of a thing is as it is: by label for people, by path for programs."""

from collections.abc import Mapping
from typing import Any

from mopsbook.answers.find import Subject
from mopsbook.history.change import WITHIN, Change, ChangeLog, Commit, FieldChange

_REVIEW = frozenset({"last_reviewed", "reviewed_by"})

Since = Mapping[str, Change]


def since_of(subject: Subject, log: ChangeLog) -> Since:
    """Return the changes by which the fields that changed are as they are, by path; "" is the one that added the thing."""
    found = log.since_when(*subject.entity.key)
    if subject.part is None:
        return found
    around = f"{'.'.join(subject.part.field.path)}.{subject.part.id}."
    return {path.removeprefix(around): change for path, change in found.items() if path.startswith(around)}


def since_as_json(since: Since) -> dict[str, Any]:
    """Return the documented shape: see docs/terminal.md."""
    return {path: _commit(change.commit) for path, change in since.items()}


def say_since(subject: Subject, since: Since) -> list[tuple[str, str]]:
    """Return, by label, what each value that changed is since when, by whom and why; what is older says so once, at the end."""
    told = []
    for path, change in since.items():
        for field in change.fields:
            if path and path not in _REVIEW and (field.path == path or field.path.endswith(f".{path}")):
                value = field.new or (f"without {field.old}" if field.old else field.what)
                told.append((_label(field, subject), f"{value} since {_who(change.commit)}"))
    if "" in since and told:
        told.append(("All else", f"since it was added, {_who(since[''].commit)}"))
    elif "" in since:
        told.append(("All of it", f"since it was added, {_who(since[''].commit)}"))
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

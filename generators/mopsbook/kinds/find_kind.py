"""Which kind somebody means by a name that was typed: as documents write it, or as readers see it, as in "Systems"."""

from collections.abc import Iterable

from mopsbook.errors import SetupError
from mopsbook.kinds.kind import Kind
from mopsbook.words import did_you_mean, listed


def find_kind(name: str, among: Iterable[Kind]) -> Kind:
    """Return the kind that a name means: its own name, its label, its plural or its folder. Raises SetupError with the nearest."""
    kinds = {kind.name: kind for kind in among}
    folded = name.strip().casefold()
    for kind in kinds.values():
        if folded in (kind.name, kind.label.casefold(), kind.plural.casefold(), kind.folder.casefold()):
            return kinds.get(folded, kind)
    names = list(kinds)
    near = did_you_mean(name, names)
    raise SetupError(f"there is no kind `{name}`", near or f"Kinds are {listed(names, 60, 'and')}.")

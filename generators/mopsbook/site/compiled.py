"""What Jinja made of templates, kept between builds: most of a small build is turning fifty templates into Python.

What is kept is run. It comes from the folder of a book, as its templates and hooks do, which are run as well; in CI, where a
change could bring it along, it is not believed (kept.py).
"""

import sys
from base64 import b64decode, b64encode
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig

from mopsbook.kept import code_of, digest, read_kept, write_kept

# A filter may be worked out as a template is compiled: the rooms and the libraries that filters come from.
_ROOMS = ("kinds", "documents", "catalog", "pages", "site")
_MAKERS = ("jinja2", "markupsafe", "markdown", "nh3", "mkdocs", "mkdocs-material")
_PLUGINS = frozenset({"search", "material/search", "mopsbook"})
# Both environments have some sixty; more than that are of templates that were changed or are gone.
_MOST = 300


class Compiled(jinja2.BytecodeCache):
    """Templates as Python has compiled them. Jinja looks itself whether the text of a template is still the same."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "templates.json"
        self._basis = digest([code_of(_ROOMS, _MAKERS), sys.version])
        kept = read_kept(self._path, self._basis)
        self._known: dict[str, str] = kept if isinstance(kept, dict) else {}
        self._used: dict[str, str] = {}
        self._new = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket of a template if it is known."""
        known = self._known.get(bucket.key)
        if known is not None:
            bucket.bytecode_from_string(b64decode(known))
            if bucket.code is not None:
                self._used[bucket.key] = known

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember a template that was compiled."""
        self._used[bucket.key] = b64encode(bucket.bytecode_to_string()).decode("ascii")
        self._new = True

    def save(self) -> None:
        """Write down what is known, if that is more than before."""
        if self._new:
            self._new = False
            self._known |= self._used
            write_kept(self._path, self._basis, self._known if len(self._known) <= _MOST else self._used)


def is_plain(config: MkDocsConfig) -> bool:
    """Return whether the theme is Material as it comes: hooks and other plugins may change what its templates mean."""
    return config.theme.name == "material" and not config.hooks and set(config.plugins) <= _PLUGINS

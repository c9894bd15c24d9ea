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


class Compiled(jinja2.BytecodeCache):
    """Templates as Python has compiled them, a file each: whichever process needs one first leaves it to all others.

    Jinja looks itself whether the text of a template is still the same.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "templates"
        self._basis = digest([code_of(_ROOMS, _MAKERS), sys.version])

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket of a template if it is known."""
        known = read_kept(self._path(bucket), self._basis)
        if isinstance(known, str):
            bucket.bytecode_from_string(b64decode(known))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember a template that was compiled."""
        write_kept(self._path(bucket), self._basis, b64encode(bucket.bytecode_to_string()).decode("ascii"))

    def _path(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.json"


def is_plain(config: MkDocsConfig) -> bool:
    """Return whether the theme is Material as it comes: hooks and other plugins may change what its templates mean."""
    return config.theme.name == "material" and not config.hooks and set(config.plugins) <= _PLUGINS

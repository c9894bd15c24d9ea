"""Where things are: the root of a book's repository, its knowledge folder, its own schemas."""

import os
from pathlib import Path

import yaml
from msgspec import Struct

from mopsbook.errors import SetupError
from mopsbook.reading.lines import as_typed
from mopsbook.reading.nodes import compose


class Layout(Struct, frozen=True):
    """The folders of one book. Paths in messages are relative to `root`."""

    root: Path
    knowledge: Path

    @property
    def schemas(self) -> Path:
        """Where a team keeps schemas and templates of its own; it need not exist."""
        return self.root / "schemas"

    @property
    def is_root(self) -> bool:
        """Whether the knowledge lies at the root itself, among the files of the repository."""
        return self.knowledge == self.root

    def holds(self, path: Path) -> bool:
        """Return whether a path leads, by whatever links, to what belongs to the book.

        That is all of its repository but what git keeps there for itself (a CI leaves its token in `.git/config`), and
        without git the folder of mkdocs.yml. A knowledge folder that mkdocs.yml has elsewhere counts like the root.
        """
        real = Path(os.path.realpath(path))
        homes = (find_repository(folder) for folder in (self.knowledge, self.root))
        return any(real.is_relative_to(home) and ".git" not in real.relative_to(home).parts for home in homes)

    @property
    def cache(self) -> Path:
        """Where expensive results are kept between runs; it may be deleted at any time."""
        return self.root / ".cache" / "mopsbook"


def find_layout(start: Path | None = None) -> Layout:
    """Return the layout of the book that `start` (default: the current folder) belongs to.

    The root is the nearest folder above that holds `mkdocs.yml` or `knowledge/`; a folder that holds `book.yaml` is a
    knowledge folder by itself. Raises SetupError if there is none.
    """
    layout = look_for_layout(start)
    if layout is None:
        raise SetupError(
            f"there is no knowledge base in {(start or Path.cwd()).resolve()} or above it",
            "Run this in a folder that holds `knowledge/` (and `mkdocs.yml`), or name such a folder.",
        )
    return layout


def look_for_layout(start: Path | None = None) -> Layout | None:
    """Return the same, or None if there is no book. Raises SetupError for one whose folders cannot be told."""
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        config = folder / "mkdocs.yml"
        if config.is_file():
            return Layout(folder, _docs_dir(config))
        if (folder / "knowledge").is_dir():
            return Layout(folder, folder / "knowledge")
        if (folder / "book.yaml").is_file():
            return Layout(folder.parent if folder.name == "knowledge" else folder, folder)
    return None


def read_site_address(layout: Layout) -> str:
    """Return the `site_url` of a book's mkdocs.yml, "" if it says none. Raises SetupError for one that is not plain."""
    config = layout.root / "mkdocs.yml"
    return _read_setting(config, "site_url", (config,)) if config.is_file() else ""


def find_repository(folder: Path) -> Path:
    """Return the repository that a folder lies in, itself if it is in none; links are followed."""
    real = Path(os.path.realpath(folder))
    # A file and no folder in worktrees and submodules, whose files are named from there as well.
    return next((each for each in (real, *real.parents) if os.path.lexists(each / ".git")), real)


def _docs_dir(config: Path) -> Path:
    # Reading it with MkDocs costs more than the whole check of a small book, so its two settings are read here, as it reads
    # them: a file may take over what another one says (INHERIT), and every path counts from the first.
    said = _read_setting(config, "docs_dir", (config,))
    if said:
        return (config.parent / said).resolve()
    usual, ours = config.parent / "docs", config.parent / "knowledge"
    if usual.is_dir() and ours.is_dir():
        raise SetupError(
            f"{config} does not say `docs_dir`: MkDocs takes `docs` then, and there is `knowledge`, too",
            "Write the one you mean: `docs_dir: knowledge`.",
        )
    return (usual if usual.is_dir() else ours).resolve()


def _read_setting(config: Path, name: str, above: tuple[Path, ...]) -> str:
    """Return what a setting is in mkdocs.yml or a file that it inherits from; "" if none says it."""
    root = _compose(config)
    found = {as_typed(key.value): (key, value) for key, value in root if isinstance(key, yaml.ScalarNode)}
    if name in found:
        return _text_of(config, *found[name])
    parent = _text_of(config, *found["INHERIT"]) if "INHERIT" in found else ""
    if not parent:
        return ""
    line = found["INHERIT"][0].start_mark.line + 1
    path = Path(os.path.normpath(config.parent / parent))
    if not path.is_file():
        raise SetupError(f"{config}:{line}: there is no `{parent}` to inherit from", f"It would be {path}.")
    if path in above:
        raise SetupError(f"{config}:{line}: `{parent}` inherits from this file", "Take out one of the two lines.")
    return _read_setting(path, name, (*above, path))


def _compose(config: Path) -> list[tuple[yaml.Node, yaml.Node]]:
    try:
        text = config.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise SetupError(f"{config} cannot be read: {error.strerror}") from error
    node, failed = compose(text)
    if failed:
        line, column, reason = failed
        raise SetupError(f"{config}:{line}:{column}: {reason}", "MkDocs could not read this file either.")
    return node.value if isinstance(node, yaml.MappingNode) else []


def _text_of(config: Path, key: yaml.Node, node: yaml.Node) -> str:
    parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if node.tag == "!ENV" and parts and all(isinstance(part, yaml.ScalarNode) for part in parts):
        # `!ENV NAME`, or `!ENV [NAME, OTHER, default]`: https://github.com/waylan/pyyaml-env-tag
        default = parts[-1].value if len(parts) > 1 else ""
        names = [part.value for part in (parts[:-1] if len(parts) > 1 else parts)]
        return next((os.environ[name] for name in names if name in os.environ), default)
    if not isinstance(node, yaml.ScalarNode) or node.tag.startswith("!"):
        place = f"{config}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"
        raise SetupError(f"{place}: `{key.value}` is not a plain name", "Write the name of the folder or file there.")
    return "" if node.tag.endswith(":null") else as_typed(node.value)

"""Build and serve through MkDocs, with the book's mkdocs.yml or, where there is none, with one that suits every book."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from msgspec import Struct

from mopsbook.begun import Begun
from mopsbook.checks.finding import Finding
from mopsbook.checks.run import count_severities
from mopsbook.errors import SetupError
from mopsbook.layout import Layout
from mopsbook.site.ledger import guard
from mopsbook.site.plugin import DEFAULT, MopsbookPlugin
from mopsbook.words import count


class Result(Struct, frozen=True):
    """What a build made."""

    documents: int
    findings: Sequence[Finding]
    pages: int
    rendered: int
    diagrams: int
    site: Path

    def summary(self, seconds: float) -> list[str]:
        """Return the summary for people, a line a fact."""
        counts = count_severities(finding for finding in self.findings if finding.is_open)
        states = Counter(finding.state for finding in self.findings)
        found = ", ".join(
            [count(counts["error"], "error"), count(counts["warning"], "warning"), count(counts["info"], "remark")]
        )
        besides = ", ".join(f"{states[state]:,} {state}" for state in ("known", "waived") if states[state])
        return [
            f"documents  {self.documents:,}",
            f"findings   {found}" + (f"; {besides}" if besides else ""),
            f"pages      {self.pages:,}"
            + (f", of which {self.rendered:,} were made" if self.rendered < self.pages else ""),
            f"diagrams   {self.diagrams:,}",
            f"seconds    {seconds:.1f}",
            f"look at    {self.site} (`mopsbook serve` shows it on http://127.0.0.1:8000)",
        ]


def build_site(
    layout: Layout, *, site_dir: Path | None = None, dirty: bool = False, strict: bool = False,
    progress: Callable[[int, int], None] | None = None, begun: Begun | None = None,
) -> Result:  # fmt: skip
    """Build the site of a book, with which somebody may have `begun`. Raises SetupError if MkDocs refuses the configuration, or with `strict` if it warns."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING if strict else logging.ERROR)
    config, plugin = _load(layout, site_dir)
    guard(Path(config.site_dir))
    plugin.quiet = True
    plugin.progress = progress
    plugin.begun = begun
    config.strict = strict
    try:
        config.plugins.on_startup(command="build", dirty=dirty)
        build(config, dirty=dirty)
        config.plugins.on_shutdown()
    except (ConfigurationError, PluginError) as error:
        raise SetupError(str(error)) from error
    except Abort as error:
        raise SetupError("MkDocs did not finish the build", str(error)) from error
    finally:
        # A build that is interrupted never tells the plugin that it is over.
        plugin.on_shutdown()
    built = plugin.built
    if built is None:
        raise SetupError("the plugin `mopsbook` is not in mkdocs.yml", "Add it: `plugins: [search, mopsbook]`.")
    catalog = built.book.catalog
    return Result(
        len(catalog.entities),
        catalog.findings,
        len(built.drafts),
        plugin.rendered,
        plugin.diagrams,
        Path(config.site_dir),
    )


def serve_site(layout: Layout, address: str) -> None:
    """Serve a preview of the site, until somebody stops it. What a change of a file touches is made again, and no more."""
    from mkdocs.commands.serve import serve

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    # MkDocs warns of wrong links after a dirty build. Ours is exact.
    logging.getLogger("mkdocs.commands.build").addFilter(lambda record: "'dirty' build" not in record.getMessage())
    config_file = layout.root / "mkdocs.yml"
    if config_file.is_file():
        serve(str(config_file), dev_addr=address, livereload=True, build_type="dirty")
        return
    serve(str(DEFAULT), dev_addr=address, livereload=True, build_type="dirty", docs_dir=str(layout.knowledge))


def _load(layout: Layout, site_dir: Path | None) -> tuple[MkDocsConfig, MopsbookPlugin]:
    options: dict[str, Any] = {}
    if site_dir:
        options["site_dir"] = str(site_dir.resolve())
    config_file = layout.root / "mkdocs.yml"
    try:
        if config_file.is_file():
            config = load_config(str(config_file), **options)
        else:
            options.setdefault("site_dir", str(layout.root / "site"))
            config = load_config(str(DEFAULT), docs_dir=str(layout.knowledge), **options)
            # Paths are those of the book, not those of the file that came with mopsbook.
            config.config_file_path = str(config_file)
    except (ConfigurationError, yaml.YAMLError) as error:
        raise SetupError(f"mkdocs.yml: {error}", "https://www.mkdocs.org/user-guide/configuration/") from error
    except Abort as error:
        raise SetupError("mkdocs.yml is not right", "MkDocs says above what is wrong.") from error
    plugin = config.plugins.get("mopsbook")
    if not isinstance(plugin, MopsbookPlugin):
        raise SetupError("the plugin `mopsbook` is not in mkdocs.yml", "Add it: `plugins: [search, mopsbook]`.")
    return config, plugin

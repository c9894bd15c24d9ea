"""Where a book lies is read from mkdocs.yml as MkDocs reads it, without MkDocs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.config import load_config

from mopsbook.errors import SetupError
from mopsbook.layout import find_layout


def lay(root: Path, files: dict[str, str]) -> Path:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, "utf-8")
    return root


@pytest.mark.parametrize(
    "files",
    [
        {"mkdocs.yml": "site_name: X\ndocs_dir: book\n"},
        {"mkdocs.yml": "site_name: X\ndocs_dir: 'book' # ours\n"},
        {"mkdocs.yml": "site_name: X\n'docs_dir': >-\n  book\n"},
        {"mkdocs.yml": "{site_name: X, docs_dir: book}\n"},
        {"mkdocs.yml": "\ufeffsite_name: X\r\ndocs_dir: ./book/\r\n"},
        {"mkdocs.yml": "site_name: X\nextra: {docs_dir: other}\ndocs_dir: book\n"},
        {"mkdocs.yml": "site_name: X\ndocs_dir: !ENV [MOPSBOOK_NOT_SET, book]\n"},
        {"mkdocs.yml": "site_name: X\ndocs_dir: !ENV MOPSBOOK_TEST_FOLDER\n"},
        {"mkdocs.yml": "INHERIT: shared/base.yml\nsite_name: X\n", "shared/base.yml": "docs_dir: book\n"},
        {"mkdocs.yml": "INHERIT: a.yml\n", "a.yml": "INHERIT: shared/b.yml\n", "shared/b.yml": "site_name: X\ndocs_dir: book\n"},
        {"mkdocs.yml": "INHERIT: a.yml\nsite_name: X\ndocs_dir: book\n", "a.yml": "docs_dir: other\n", "other/x": ""},
        {"mkdocs.yml": "INHERIT: a.yml\nsite_name: X\ndocs_dir:\n", "a.yml": "docs_dir: other\n", "other/x": "", "docs/x": ""},
        {"mkdocs.yml": "site_name: X\n", "docs/x": ""},
    ],
)  # fmt: skip
def test_the_knowledge_folder_is_the_one_that_mkdocs_takes(
    tmp_path: Path, files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOPSBOOK_TEST_FOLDER", "book")
    lay(tmp_path, {"book/a.yaml": "", **files})
    found = find_layout(tmp_path)
    assert found.root == tmp_path
    assert found.knowledge == Path(load_config(str(tmp_path / "mkdocs.yml")).docs_dir)


def test_what_only_python_can_read_is_left_alone(tmp_path: Path) -> None:
    config = "markdown_extensions:\n  - x: {y: !!python/name:a.b }\ndocs_dir: book\n"
    lay(tmp_path, {"mkdocs.yml": config, "book/a.yaml": ""})
    assert find_layout(tmp_path).knowledge == tmp_path / "book"


def test_without_a_word_of_it_the_knowledge_folder_is_the_usual_one(tmp_path: Path) -> None:
    lay(tmp_path, {"mkdocs.yml": "site_name: X\n", "knowledge/a.yaml": ""})
    assert find_layout(tmp_path).knowledge == tmp_path / "knowledge"
    lay(tmp_path, {"docs/index.md": ""})
    with pytest.raises(SetupError, match="does not say `docs_dir`: MkDocs takes `docs` then"):
        find_layout(tmp_path)


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"mkdocs.yml": "INHERIT: b.yml\n"}, "mkdocs.yml:1: there is no `b.yml` to inherit from"),
        ({"mkdocs.yml": "INHERIT: b.yml\n", "b.yml": "INHERIT: mkdocs.yml\n"}, "b.yml:1: `mkdocs.yml` inherits from this file"),
        ({"mkdocs.yml": "x: 1\nINHERIT: mkdocs.yml\n"}, "mkdocs.yml:2: `mkdocs.yml` inherits from this file"),
        ({"mkdocs.yml": "a: [\n"}, "mkdocs.yml:2:1: "),
        ({"mkdocs.yml": "docs_dir: [a, b]\n"}, "mkdocs.yml:1:11: `docs_dir` is not a plain name"),
        ({"mkdocs.yml": "docs_dir: !relative x\n"}, "mkdocs.yml:1:11: `docs_dir` is not a plain name"),
        ({"mkdocs.yml": "a: " + "[" * 100_000}, "nested too deeply"),
        ({"mkdocs.yml": "a: \0\n"}, "mkdocs.yml:"),
    ],
)  # fmt: skip
def test_a_file_that_mkdocs_could_not_read_is_a_wrong_setup(tmp_path: Path, files: dict[str, str], says: str) -> None:
    with pytest.raises(SetupError) as caught:
        find_layout(lay(tmp_path, {"knowledge/a.yaml": "", **files}))
    assert says in caught.value.message


def test_mkdocs_is_not_imported_to_check_a_book(tmp_path: Path) -> None:
    lay(tmp_path, {"mkdocs.yml": "INHERIT: b.yml\n", "b.yml": "docs_dir: knowledge\n", "knowledge/book.yaml": "kind: book\ntitle: X\n"})  # fmt: skip
    code = "import sys; from mopsbook.cli.check import command; command.main(standalone_mode=False, args=[]); print('mkdocs' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"

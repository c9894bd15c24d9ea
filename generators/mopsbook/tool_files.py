"""Tool files: what editors, systems and version control leave in folders, and what can be no knowledge by its very name.

A name stands here only if a well-known program owns it. Whatever else begins with a dot is somebody's file, and is looked
at like any other.
"""

import re

FOLDERS = frozenset(
    (
        ".git", ".hg", ".svn", ".jj",  # version control
        ".github", ".gitlab", ".circleci", ".gitea", ".forgejo",  # the hosts of repositories
        ".obsidian", ".logseq", ".foam", ".trash", ".vscode", ".vscode-test", ".history", ".idea", ".fleet", ".zed", ".vs",
        ".settings", ".ipynb_checkpoints",  # editors
        ".Trash", ".Trashes", ".Spotlight-V100", ".fseventsd", ".TemporaryItems", ".DocumentRevisions-V100",
        ".AppleDouble", "__MACOSX", "$RECYCLE.BIN", "System Volume Information", "@eaDir", "lost+found",  # systems
        ".stfolder", ".stversions", ".dropbox.cache", ".tmp.drivedownload", ".tmp.driveupload",  # synchronisation
        ".cache", ".venv", ".tox", ".ruff_cache", ".pytest_cache", ".mypy_cache", "__pycache__", "node_modules",
    )
)  # fmt: skip

FILES = frozenset(
    (
        ".git", ".gitkeep", ".keep", ".gitignore", ".gitattributes", ".gitmodules", ".mailmap", ".hgignore",
        ".gitlab-ci.yml", ".travis.yml", ".pre-commit-config.yaml", ".pre-commit-config.yml",
        ".readthedocs.yaml", ".readthedocs.yml", ".nojekyll",
        ".editorconfig", ".yamllint", ".yamllint.yaml", ".yamllint.yml", ".yamlfmt", ".prettierrc", ".prettierignore",
        ".prettierrc.yaml", ".prettierrc.yml", ".prettierrc.json", ".markdownlint.yaml", ".markdownlint.yml",
        ".markdownlint.json", ".markdownlint-cli2.yaml", ".markdownlintignore",
        ".pages", ".nav.yml", ".meta.yml", ".authors.yml",  # plugins of MkDocs
        ".DS_Store", ".localized", "Icon\r", "Thumbs.db", "ehthumbs.db", "desktop.ini", "Desktop.ini", ".directory",
    )
)  # fmt: skip

# What programs keep beside a file that is open or comes from elsewhere: vi, Emacs, Office, macOS.
_BESIDE = re.compile(r".*~|.*\.sw[a-p]|\.#.*|#.*#|~\$.*|\._.*|\.goutputstream-.*|\.~lock\..*#", re.DOTALL)


def is_tool_file(name: str) -> bool:
    """Return whether a file of this name belongs to a program and can be no knowledge."""
    return name in FILES or _BESIDE.fullmatch(name) is not None


def is_tool_folder(name: str) -> bool:
    """Return whether a folder of this name belongs to a program, with everything below it."""
    return name in FOLDERS

"""Whether a machine runs us, and nobody sits at the desk."""

import os


def in_ci() -> bool:
    """Return whether this is a run of CI. GitHub, GitLab and most others set the variable: https://docs.github.com/actions/reference."""
    return os.environ.get("CI", "").casefold() not in ("", "0", "false")

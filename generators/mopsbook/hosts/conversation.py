"""Conversation: what is said under a pull request, or under a merge request as GitLab calls it."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from mopsbook.errors import SetupError
from mopsbook.hosts.api import Api


class Comment(Struct, frozen=True):
    """One comment, in Markdown as it was written."""

    id: str
    body: str


class Conversation(Struct, frozen=True):
    """All comments of one pull request.

    `path` leads to them, `one` to a single one of them by its id; `change` is the method by which a host lets one be changed.
    `most` is how many characters a comment may have.
    """

    api: Api
    path: str
    one: str
    change: str
    most: int

    def comments(self) -> Iterator[Comment]:
        """Yield the comments, the oldest first. Raises what Api.ask raises."""
        for item in self.api.pages(self.path):
            yield Comment(str(item["id"]), item.get("body") or "")

    def add(self, body: str) -> None:
        """Add a comment."""
        self.api.ask("POST", self.path, {"body": body})

    def update(self, comment: Comment, body: str) -> None:
        """Let a comment say something else."""
        self.api.ask(self.change, f"{self.one}/{comment.id}", {"body": body})


def find_conversation(environment: Mapping[str, str]) -> Conversation | None:
    """Return the conversation that this run of CI belongs to; None if it belongs to no pull request.

    Raises SetupError where there is no CI of GitHub or GitLab, or it was not given a token.
    """
    if environment.get("GITHUB_REPOSITORY"):
        return _on_github(environment)
    if environment.get("CI_API_V4_URL"):
        return _on_gitlab(environment)
    raise SetupError(
        "this is no run of GitHub Actions or GitLab CI, so there is no pull request to comment on",
        "At your desk, read the note itself.",
    )


def _on_github(environment: Mapping[str, str]) -> Conversation | None:
    # https://docs.github.com/en/rest/issues/comments: a pull request is an issue, too.
    number = _number_on_github(environment)
    if not number:
        return None
    token = _token(environment, ("GITHUB_TOKEN",), "Pass it on: `env: {GITHUB_TOKEN: ${{ github.token }}}`.")
    headers = {
        "Authorization": f"Bearer {token}",
        "Accept": "application/vnd.github+json",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    api = Api(environment.get("GITHUB_API_URL") or "https://api.github.com", headers)
    issues = f"repos/{environment['GITHUB_REPOSITORY']}/issues"
    return Conversation(api, f"{issues}/{number}/comments", f"{issues}/comments", "PATCH", 65_536)


def _number_on_github(environment: Mapping[str, str]) -> str:
    try:
        event = json.loads(Path(environment.get("GITHUB_EVENT_PATH", "")).read_text(encoding="utf-8"))
        return str(int(event["pull_request"]["number"]))
    except (OSError, ValueError, KeyError, TypeError):
        found = re.match(r"refs/pull/(\d+)/", environment.get("GITHUB_REF", ""))
        return found[1] if found else ""


def _on_gitlab(environment: Mapping[str, str]) -> Conversation | None:
    # https://docs.gitlab.com/api/notes/#merge-requests
    number = environment.get("CI_MERGE_REQUEST_IID", "")
    if not number:
        return None
    how = "Make a project access token that may use the API, and keep it as the masked variable MOPSBOOK_TOKEN."
    token = _token(environment, ("MOPSBOOK_TOKEN", "GITLAB_TOKEN"), how)
    project = environment.get("CI_MERGE_REQUEST_PROJECT_ID") or environment.get("CI_PROJECT_ID", "")
    notes = f"projects/{quote(project, safe='')}/merge_requests/{quote(number, safe='')}/notes"
    return Conversation(Api(environment["CI_API_V4_URL"], {"PRIVATE-TOKEN": token}), notes, notes, "PUT", 1_000_000)


def _token(environment: Mapping[str, str], names: tuple[str, ...], hint: str) -> str:
    found = next((environment[name] for name in names if environment.get(name)), "")
    if not found:
        raise SetupError(f"there is no {names[0]}, so nobody would know who comments", hint)
    return found

"""Say something in a conversation once: a comment of ours is known by a mark that nobody sees, and updated."""

import re
from collections.abc import Sequence

from mopsbook.hosts.conversation import Conversation
from mopsbook.markdown_text import keep_within

_STRANGE = re.compile(r"[^\w./ -]")


def say(conversation: Conversation, notes: Sequence[tuple[str, str]], name: str) -> str:
    """Let the comment of this name hold the notes, and return what was done: "added", "updated" or "unchanged".

    Each note is its Markdown and what it is called where there is no room for it. Raises what Api.ask raises.
    """
    # No name can end the mark early, for it has no ">".
    mark = f"<!-- mopsbook: {_STRANGE.sub('', name)} -->"
    room = conversation.most - len(mark) - 1
    body = f"{mark}\n{keep_within(notes, room)}"
    # Who quotes our comment does not begin with the mark.
    ours = next((comment for comment in conversation.comments() if comment.body.startswith(mark)), None)
    if ours is None:
        conversation.add(body)
        return "added"
    # Hosts give line ends and blanks at the end back in their own way.
    if _plain(ours.body) == _plain(body):
        return "unchanged"
    conversation.update(ours, body)
    return "updated"


def _plain(body: str) -> str:
    return "\n".join(body.split("\r\n")).strip()

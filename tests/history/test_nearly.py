"""A version read by what is other in it says what it says when it is read as a whole."""

from pathlib import Path
from random import Random

import pytest

from mopsbook.documents.load import read_document
from mopsbook.history.nearly import Fields, Version
from mopsbook.kinds.kind import Kinds

FILES = sorted((Path(__file__).parents[2] / "knowledge").rglob("*.yaml"))
ODD = [
    "tier: 1\n", "tier: ~\n", "tags: [a, b]\n", "---\n", "...\n", "? a\n: b\n", 'vendor: "a\nb: c"\n', "vendor: &a x\n", "team: *a\n",
    "<<: {tier: 2}\n", "strange: 1\n", "tags:\n- a\n- b\n", "tags:\n  - a\n\n\n", "purpose: |+\n  a\n\n\n", "# a comment\n", "kind: role\n",
    "id: other\n", "title: TBD\n", "vendor: 012\n", "vendor: a # b\n", "\tvendor: a\n", "vendor: !!str 1\n", "word\n", "vendor:a\n",
    "{vendor: a}\n", "vendor: 'a''b'\n", "vendor: >-\n  a\n  b\n", "tier: 1", "  tier: 2\n", "systems: [{id: a}]\n", "vendor:\n", "\r\n",
    "\ufeff", "vendor: a\\\n  b\n", 'vendor: "a\\\n', "vendor: [a,\nb]\n", "vendor: {a: 1,\nb: 2}\n", "contract:\n  ends: 2026-01-01\n", "",
]  # fmt: skip


def as_a_whole(content: bytes, kinds: Kinds) -> tuple[Version | None, object]:
    _, documents, troubles = read_document("x.yaml", content, kinds)
    one = documents[0] if len(documents) == 1 and not troubles else None
    version = Version.of(one, content, Fields(one.kind)) if one else None
    told = [(each.kind.name, each.id, dict(each.data)) for each in documents if not each.base]
    return version, told


@pytest.mark.parametrize("seed", range(4))
def test_what_is_read_in_part_is_what_is_read_whole(kinds: Kinds, seed: int) -> None:
    """Lines of real documents are taken out, put in, turned round and made odd, one after the other."""
    rng, short = Random(seed), 0
    for path in rng.sample(FILES, 12):
        content = path.read_bytes()
        version, _ = as_a_whole(content, kinds)
        for _ in range(25):
            content = spoil(content, rng)
            following = version.read(content) if version else None
            version, whole = as_a_whole(content, kinds)
            if following is not None:
                short += 1
                version, data = following
                assert [(version.kind.name, data["id"], data)] == whole
                assert repr(data) == repr(whole[0][2])
            elif version is None:
                content = path.read_bytes()
                version, _ = as_a_whole(content, kinds)
    assert short > 40


def spoil(content: bytes, rng: Random) -> bytes:
    lines = content.decode("utf-8").splitlines(keepends=True)
    at = rng.randrange(len(lines) + 1)
    how = rng.randrange(6)
    if how == 0:
        lines[at:at] = [rng.choice(ODD)]
    elif how == 1:
        del lines[at : at + 1]
    elif how == 2 and at < len(lines):
        lines[at] = lines[at].rstrip("\n") + " more\n"
    elif how == 3 and at < len(lines):
        lines[at] = lines[at].replace("a", "b", 1)
    elif how == 4:
        first = [number for number, line in enumerate(lines) if line[:1].isalpha()]
        top = rng.choice(first) if first else 0
        lines = lines[top:] + lines[:top]
    else:
        other = rng.choice(ODD)
        tops = [number for number, line in enumerate(lines) if line.startswith(other.split(":")[0] + ":")]
        for number in tops[:1]:
            lines[number] = other
    return "".join(lines).encode("utf-8")

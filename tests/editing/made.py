"""Made documents as people might write them: comments, anchors, block texts, unusual quotes, line ends of every sort.

`@` stands for the id of the role `old-id` wherever it is a reference; the same letters stand in other places, too. `%a0%` is an
alias of a reference where none is meant: it must be written out if the reference changes.
"""

from __future__ import annotations

from hypothesis import strategies as st

# Each entry in several spellings. What a test changes must change in each of them, and nothing else.
_REFERENCE = [
    "@",
    "'@'",
    '"@"',
    "role/@",
    "'role/@'",
    ">-\n  @",
    "|-\n  @\n",
    ">- # old-id\n  @\n\n",
    "\n  @",
    "&{a} @",
]
_LISTS = [
    "[@]",
    "[ '@' , \"sales\" ]",
    "[sales, # old-id\n  @,\n  ]",
    "\n  - @ # old-id\n  - sales",
    "\n- sales\n\n# [[old-id]]\n- '@'",
    "&{a} [sales, &{b} @]",
    "\n  - &{a} sales\n  - @",
]
_PROSE = [
    "See [[@]], old-id and [[role/@|old-id]].",
    "'It''s [[@]]; [[old-id-x]]'",
    '"a \\"[[ @ ]]\\" \\u00e9\\\n    [[@]] [[sales]]"',
    ">\n  Broken [[@]]\n  lines `[[old-id]]`\n\n    deeper [[@]]\n",
    "|2-\n    deep [[@]]\n  # no comment [[@]]\n\n  ```\n  [[old-id]]\n  ```\n",
    "|+\n  kept\n  [[@]]\n\n\n",
    "plain over\n  lines [[@]] # old-id",
    "'[a](../../roles/@/) [b](https://x.org/roles/old-id/)'",
]
_ENTRIES = {
    "owner": _REFERENCE,
    "reviewed_by": _REFERENCE,
    "technical_owner": [*_REFERENCE, *_LISTS],
    "admins": _LISTS,
    "users": _LISTS,
    "purpose": _PROSE[:3],
    "description": _PROSE,
    "vendor": ["old-id", "'old-id'", '"old-id"', "old-id over\n  lines"],
    "tier": ["1", "3 # old-id"],
    "tags": ["[old-id]", "\n  - old-id"],
    "contract": [
        "{cost: 12000, 'renewal_date': 2027-01-01, decides: @}",
        "\n  # old-id\n  decides: @   # old-id\n\n  cost: 1\n",
        "\n    cost: 1.5\n    decides: >-\n      @\n    decided: {what: renew,\n      on: 2026-10-01}",
    ],
    "unknown": ["{vendor: {ask: @, note: old-id}}", "\n  product_url:\n    note: '# x: old-id'\n    ask: '@'\n"],
    "links": ["[{title: T, url: 'https://x.org'}]", "\n  - title: old-id\n    # of it\n    url: ../../roles/@/#x\n"],
}
_KEYS = ["{}: ", "{}:  ", '"{}": ', "'{}' : "]
_BETWEEN = ["", "", "\n", "# old-id: x\n", "\n# A head\n# of two lines\n\n", " # indented, old-id\n"]
_HEADS = ["", "# yaml-language-server: $schema=old-id\n", "---\n", "# old-id\n\n---\n# old-id\n", "%YAML 1.2\n---\n"]
_TAILS = ["", "\n# the end, old-id\n", "...\n"]


@st.composite
def made_texts(draw: st.DrawFn) -> str:
    """Return the text of a system called `made`, its keys in any order."""
    names = draw(st.lists(st.sampled_from(sorted(_ENTRIES)), unique=True, min_size=1, max_size=7))
    entries = ["kind: system", "id: made # old-id", draw(st.sampled_from(["title: Made", "title: 'old-id'"]))]
    for number, name in enumerate(names):
        value = draw(st.sampled_from(_ENTRIES[name])).replace("{a}", f"a{number}").replace("{b}", f"b{number}")
        key = draw(st.sampled_from(_KEYS)).format(name)
        entries.append(f"{key.rstrip() if value[0] == chr(10) else key}{value}".rstrip("\n") + draw(_ENDINGS))
    order = draw(st.permutations(entries))
    anchors = [f"a{number}" for number, name in enumerate(names) if any(f"&a{number} @" in entry for entry in entries)]
    if anchors:
        repeated = {
            "reviewed_by": f"*{anchors[0]} ",
            "provisioners": f"[ *{anchors[0]}, sales]",
            "evidence": f"%{anchors[-1]}%",
        }
        order += [f"{name}: {value}" for name, value in repeated.items() if name not in names and draw(st.booleans())]
    parts = [draw(st.sampled_from(_HEADS))]
    for entry in order:
        parts += [draw(st.sampled_from(_BETWEEN)), entry.rstrip("\n") if "|+" not in entry else entry, "\n"]
    text = "".join([*parts, draw(st.sampled_from(_TAILS))])
    return text if draw(st.booleans()) else text.rstrip("\n")


_ENDINGS = st.sampled_from(["", "", "\n"])


@st.composite
def made_bytes(draw: st.DrawFn) -> bytes:
    """Return the content of such a file, with line ends and byte-order mark of any sort; `@` stands in it still."""
    text = draw(made_texts())
    ends = draw(st.sampled_from(["\n", "\r\n"]))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.replace("\n", ends).encode()

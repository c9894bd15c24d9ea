"""Whatever notes claim, nothing of the log is lost and nothing is told twice."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from mopsbook.catalog.catalog import Catalog
from mopsbook.catalog.make import make_catalog
from mopsbook.documents.load import Gathering
from mopsbook.history.change import Change, ChangeLog, Commit
from mopsbook.kinds.load import load_kinds
from mopsbook.news.make import make_news

KINDS = load_kinds()
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
THINGS = ("a", "b", "c")
NOTES = ("n1", "n2", "n3")

notes = st.fixed_dictionaries(
    {"touches": st.lists(st.sampled_from([*THINGS, "gone"]), min_size=1, max_size=2, unique=True)},
    optional={"effective": st.integers(0, 30), "ticket": st.sampled_from(["https://x.example/pull/1", "https://x.example/pull/2"])},
)  # fmt: skip
commits = st.fixed_dictionaries(
    {
        "day": st.integers(0, 30), "did": st.lists(st.sampled_from([*THINGS, "gone", *NOTES]), min_size=1, max_size=4, unique=True),
        "what": st.sampled_from(["added", "changed", "removed"]), "pull": st.sampled_from(["", "#1", "#2"]),
        "reason": st.sampled_from(["", "n1", "n1 n2", "because"]),
    }
)  # fmt: skip


def _catalog(said: list[dict[str, object]]) -> Catalog:
    gathering = Gathering(KINDS, "knowledge", is_root=False)
    for name in THINGS:
        gathering.read(f"knowledge/{name}.yaml", f"kind: system\nid: {name}\ntitle: {name}\n".encode())
    for name, one in zip(NOTES, said, strict=False):
        text = f"kind: change-note\nid: {name}\ntitle: Note {name}\ntouches: [{', '.join(one['touches'])}]\n"  # type: ignore[arg-type]
        if "effective" in one:
            text += f"effective: {(FIRST + timedelta(days=one['effective'])).date()}\n"  # type: ignore[arg-type]
        if "ticket" in one:
            text += f"ticket: {one['ticket']}\n"
        gathering.read(f"knowledge/{name}.yaml", text.encode())
    return make_catalog(gathering.to_shelf(), (), FIRST.date() + timedelta(days=20))


@settings(max_examples=60, deadline=None)
@given(st.lists(notes, max_size=3), st.lists(commits, max_size=8))
def test_each_change_is_told_exactly_once_and_each_note_at_most_once(said: list, made: list) -> None:  # type: ignore[type-arg]
    """Every change of the log stands in one entry, with its commit; a note is behind one entry; the newest comes first."""
    log: list[Change] = []
    for number, one in enumerate(sorted(made, key=lambda one: -one["day"])):
        commit = Commit(f"{number:040x}", FIRST + timedelta(days=one["day"]), "Ada", f"Commit {number}", one["pull"], "", one["reason"])  # fmt: skip
        kinds = {name: "change-note" if name in NOTES else "system" for name in one["did"]}
        log += [Change(kind, name, name, one["what"], commit, f"{name}.yaml", ()) for name, kind in kinds.items()]
    news = make_news(ChangeLog(tuple(log)), _catalog(said))
    told = [one.change for entry in news.entries for one in entry.told]
    assert sorted(map(repr, told)) == sorted(map(repr, log))
    assert all(one.change.commit in entry.commits for entry in news.entries for one in entry.told)
    commits_told = [commit.id for entry in news.entries for commit in entry.commits]
    assert sorted(commits_told) == sorted({change.commit.id for change in log})
    behind = [entry.source.id for entry in news.entries if entry.source]
    assert len(behind) == len(set(behind))
    whens = [entry.when for entry in news.entries]
    assert whens == sorted(whens, reverse=True)
    assert len({entry.id for entry in news.entries}) == len(news.entries)

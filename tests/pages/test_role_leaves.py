"""The question "Somebody leaves": for each role what needs an owner, what nobody does any more, and who takes over."""

from __future__ import annotations

from pathlib import Path

from asking import Ask, words

from small_book import build, small_documents, write_book


def test_a_role_leaves_behind_what_it_owns_and_does(ask: Ask) -> None:
    """What it owns stands by kind, its steps by name; what is retired needs nobody."""
    documents = small_documents()
    documents["systems/salesforce.yaml"]["owner"] = "sdr"
    documents["systems/drift.yaml"]["owner"] = "sdr"
    documents["systems/marketo.yaml"] |= {"provisioners": ["sdr", "mops-lead"], "deprovisioners": ["sdr"]}
    documents["processes/send-email.yaml"]["approvals"] = [{"role": "sdr", "condition": "Always."}]
    said = words(ask(documents)["role-leaves/sdr"].html)
    assert "Sales development leaves No backup 1 document needs an owner." in said
    assert "Systems without an owner 1 Salesforce" in said
    assert "Work nobody does 1 Send an e-mail Read it" in said
    assert "Stages nobody works 1 Lead lifecycle Qualified" in said
    assert "Nobody says yes 1 Send an e-mail" in said
    assert "Nobody lets people in or out 1 Marketo left: Head of operations" in said
    assert "Drift" not in said


def test_a_role_says_who_takes_over_and_what_to_take_away(ask: Ask) -> None:
    """The backup steps in, unless nobody holds it; each access has somebody who removes it, or says that nobody is named."""
    documents = small_documents()
    documents["roles/sdr.yaml"] |= {"backup": "mops-specialist", "reports_to": "mops-lead", "holders": 0, "access": [{"system": "marketo", "profile": "Reader"}]}  # fmt: skip
    documents["roles/mops-specialist.yaml"]["holders"] = 0
    said = words(ask(documents)["role-leaves/sdr"].html)
    assert "Sales development leaves Vacant No backup" in said
    assert "which nobody holds" in said
    assert "Access to take away" in said and "Marketo Reader nobody is named" in said


def test_only_a_role_that_leaves_something_behind_has_a_page_and_is_linked(tmp_path: Path) -> None:
    """Who owns nothing and does nothing leaves nothing behind: no such page, and no link on the page of the role."""
    documents = small_documents()
    documents["roles/guest.yaml"] = {"kind": "role", "id": "guest", "title": "Guest"}
    documents["systems/marketo.yaml"]["users"] = ["guest"]
    build(write_book(tmp_path, documents), tmp_path / "site")
    pages = {path.parent.name for path in (tmp_path / "site" / "questions" / "role-leaves").glob("*/index.html")}
    assert "sdr" in pages and "guest" not in pages
    link = "questions/role-leaves/"
    assert f"{link}sdr/" in (tmp_path / "site" / "roles" / "sdr" / "index.html").read_text()
    assert link not in (tmp_path / "site" / "roles" / "guest" / "index.html").read_text()

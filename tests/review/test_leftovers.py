"""The record of a document that is gone is named by the command and removed when somebody says so, and no other is."""

from __future__ import annotations

from desk_of_reviews import Desk


def test_the_record_of_what_was_deleted_is_said_and_removed_on_demand(desk: Desk) -> None:
    """It is told with whatever else is asked; then the file goes, and those of the documents that are there stay."""
    desk.review("alerts", "mqls")
    assert desk.run("review", "--due").stderr == ""
    (desk.layout.knowledge / "processes" / "alerts.yaml").unlink()
    said = "mopsbook: 1 record of what is not there any more: process/alerts. `mopsbook review --tidy` removes it.\n"
    assert desk.run("review", "--due").stderr == said
    assert said in desk.run("review", "routing").stderr
    assert desk.run("review", "--tidy").stdout == "removed .mopsbook/reviews/process/alerts.json\n"
    assert desk.records == ["metric/mqls", "process/routing"]
    assert "removed" not in desk.run("review", "--tidy").stdout
    assert desk.run("review", "--due").stderr == ""


def test_a_record_that_stands_under_another_name_of_its_document_stays(desk: Desk) -> None:
    """Who renamed a file by hand and left the old id as an alias has a record still, under that."""
    desk.review("mqls")
    text = desk.read("metrics/mqls.yaml").replace("id: mqls", "id: leads\naliases: [mqls]")
    (desk.layout.knowledge / "metrics" / "mqls.yaml").unlink()
    desk.write("metrics/leads.yaml", text)
    desk.run("review", "--tidy")
    assert desk.records == ["metric/mqls"]


def test_nothing_is_removed_while_a_file_cannot_be_read(desk: Desk) -> None:
    """Its documents may be in there, and come back with their reviews when it is mended."""
    desk.review("mqls")
    desk.write("metrics/mqls.yaml", "kind: metric\nid: mqls\ntitle: [\n")
    assert desk.run("review", "--due").stderr == ""
    desk.run("review", "--tidy")
    assert desk.records == ["metric/mqls"]

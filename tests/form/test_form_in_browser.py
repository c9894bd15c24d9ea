"""The form in a real browser: typed, checked, saved and read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from form_client import PROCESS, Client, lines

from held_back import hold_back
from mopsbook.layout import Layout

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("form")]
WIDTHS = [(390, 844), (1280, 900)]


@pytest.fixture
def page(browser: Any, client: Client) -> Iterator[Any]:
    """A page that was let in, and shows the process. Whatever the browser complains of fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    elsewhere: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "request",
        lambda request: elsewhere.append(request.url) if not request.url.startswith((start, "data:")) else None,
    )
    start = f"http://127.0.0.1:{client.server.server_port}/"
    page.goto(client.server.address("/edit/process/launch"))
    yield page
    context.close()
    assert (complaints, elsewhere) == ([], [])


def field(page: Any, name: str) -> Any:
    return page.locator(f'[name="{name}"]')


def said(page: Any, name: str) -> Any:
    return page.locator(f'[data-said="{name}"] .remark')


def opened(page: Any, place: Any) -> Any:
    """Return a place in folded items, unfolded as a reader would do it."""
    place.evaluate("at => { for (; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true }")
    return place


def step_tool(page: Any, token: str, tool: str) -> Any:
    return page.locator(
        f'[data-control="steps"] > ol > [data-item="{token}"] > details > fieldset > .tools [data-{tool}]'
    )


def test_a_process_is_edited_from_the_first_look_to_the_file(page: Any, place: Layout) -> None:
    assert page.url.endswith("/edit/process/launch")
    field(page, "sla/value").fill("3")
    step = opened(page, field(page, "steps/i1/responsible/i0"))
    step.fill("nobody")
    said(page, "steps/i1/responsible/i0").or_(said(page, "steps/i1/responsible")).first.wait_for()
    assert "no role or team is called" in page.locator("[data-findings]").inner_text()
    step.fill("second")
    page.locator("[data-findings] >> text=nobody").wait_for(state="detached")
    assert step.locator("xpath=following-sibling::*[@data-leads]").inner_text() == "The second (role)"
    page.locator("[data-diff-box] summary").click()
    assert "+  value: 3   # the board wants 3" in page.locator("[data-diff]").inner_text()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    assert step.is_visible() and page.locator("[data-diff-count]").inner_text() == "nothing yet"
    assert lines(PROCESS, (place.knowledge / "processes/launch.yaml").read_text()) == [
        "-   value: 5   # the board wants 3",
        "+   value: 3   # the board wants 3",
        "-     responsible: lead   # until March",
        "+     responsible: second   # until March",
    ]


def test_steps_come_go_and_move_by_keyboard_alone(page: Any, place: Layout) -> None:
    steps = page.get_by_role("group", name="Steps", exact=False).first
    steps.locator(":scope > [data-add]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "steps/n1/id"
    page.keyboard.type("check")
    page.keyboard.press("Tab")
    page.keyboard.type("Check it")
    opened(page, step_tool(page, "i0", "down")).focus()
    page.keyboard.press("Enter")
    assert page.locator('[data-control="steps"] > ol > li').evaluate_all(
        "all => all.map(each => each.dataset.item)"
    ) == ["i1", "i0", "n1"]
    page.keyboard.press("Control+s")
    page.get_by_text("Saved.").wait_for()
    text = (place.knowledge / "processes/launch.yaml").read_text()
    assert [line for line in text.split("\n") if "- id:" in line] == ["  - id: send", "  - id: build", "  - id: check"]
    assert text.count("#") == PROCESS.count("#")
    assert text.index("# nobody reads it twice") < text.index("id: send") < text.index("id: build")


def test_what_is_typed_is_not_lost_when_others_change_the_file(page: Any, place: Layout) -> None:
    path = place.knowledge / "processes/launch.yaml"
    theirs = PROCESS.replace("Somebody asks.", "The board asks.")
    field(page, "title").fill("My words")
    path.write_text(theirs)
    page.get_by_role("button", name="Save").click()
    box = page.locator("[data-conflict]")
    box.wait_for()
    assert "+trigger: The board asks." in box.inner_text() and "+title: My words" in box.inner_text()
    assert field(page, "title").input_value() == "My words"
    assert path.read_text() == theirs


def test_a_field_that_nobody_can_fill_is_answered_with_the_reason(page: Any, place: Layout) -> None:
    answers = page.locator('[data-control="frequency"] [data-answer="does_not_apply"]')
    answers.click()
    page.keyboard.type("It runs once")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    assert lines(PROCESS, (place.knowledge / "processes/launch.yaml").read_text()) == [
        "+ does_not_apply:",
        "+   frequency: It runs once",
    ]


def test_a_field_is_answered_once_however_often_that_is_asked(page: Any, place: Layout) -> None:
    """The second click leads to the entry that is there; once it is saved, the field says where it is answered."""
    answers = page.locator('[data-control="frequency"] [data-answer="does_not_apply"]')
    answers.click()
    page.keyboard.type("It runs once")
    answers.click()
    page.keyboard.press("End")
    page.keyboard.type(", in May")
    assert page.locator('[data-control="does_not_apply"] [data-key]').count() == 1
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Saved.").wait_for()
    assert lines(PROCESS, (place.knowledge / "processes/launch.yaml").read_text()) == [
        "+ does_not_apply:",
        "+   frequency: It runs once, in May",
    ]
    page.reload()
    assert "It is answered under" in page.locator('[data-control="frequency"]').inner_text()
    assert answers.count() == 0


def test_leaving_with_words_that_are_not_saved_asks_first(page: Any) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == []
    field(page, "title").fill("Not saved")
    page.reload()
    assert asked == ["beforeunload"]


def test_saving_with_what_cannot_be_written_leads_to_it(page: Any, place: Layout) -> None:
    opened(page, step_tool(page, "i1", "remove")).click()
    page.get_by_role("button", name="Save").click()
    said(page, "steps").wait_for()
    assert "Change it by hand in knowledge/processes/launch.yaml, line" in said(page, "steps").inner_text()
    assert page.evaluate("document.activeElement.closest('[data-control]').dataset.control").startswith("steps")
    assert (place.knowledge / "processes/launch.yaml").read_text() == PROCESS


def test_every_input_has_a_name_for_those_who_do_not_see_it(page: Any) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    for button in page.locator("[data-add]").all():
        if button.is_visible():
            button.click()
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea')].filter(each =>
            !each.labels?.length && !each.getAttribute('aria-label')).map(each => each.name)"""
    )
    lost = page.evaluate(
        """() => [...document.querySelectorAll('[aria-describedby]')].flatMap(each => each.getAttribute('aria-describedby')
            .split(' ').filter(id => id.startsWith('e-') && !document.getElementById(id)))"""
    )
    twice = page.evaluate(
        "() => [...document.querySelectorAll('[id]')].map(each => each.id).filter((id, n, all) => all.indexOf(id) !== n)"
    )
    unnamed = page.evaluate("() => [...document.querySelectorAll('[name*=\"__\"]')].map(each => each.name)")
    assert (nameless, lost, twice, unnamed) == ([], [], [], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_fits_a_telephone_and_a_desk_in_light_and_dark(page: Any, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), width
        small = page.evaluate(
            """() => [...document.querySelectorAll('button, summary, select, input:not([type=hidden])')]
                .map(each => [each.getBoundingClientRect(), each.name || each.textContent.trim()])
                .filter(([box]) => box.width && (box.height < 24 || box.width < 24)).map(([, name]) => name)"""
        )
        assert small == [], width


def test_the_list_is_searched_by_name_and_kind(page: Any) -> None:
    page.get_by_role("link", name="All documents").click()
    page.get_by_label("Search by name, id or kind").fill("second role")
    page.get_by_text("1 found").wait_for()
    assert page.locator("[data-words]:visible a").all_inner_texts() == ["The second"]
    page.get_by_label("Search by name, id or kind").fill("")
    page.get_by_role("link", name="New role").click()
    field(page, "id").fill("third")
    field(page, "title").fill("The third")
    page.get_by_role("button", name="Create").click()
    page.get_by_role("heading", name="The third").wait_for()
    assert page.url.endswith("/edit/role/third")


def test_nothing_can_be_typed_or_sent_before_the_scripts_have_come(page: Any) -> None:
    """On a slow machine the browser itself would send the form, and the new document would be nowhere."""
    let_go = hold_back(page, "assets/items.js")
    page.goto(page.url.replace("/edit/process/launch", "/new/role"), wait_until="commit")
    save = page.get_by_role("button", name="Create")
    save.wait_for()
    assert (save.is_disabled(), field(page, "id").is_disabled()) == (True, True)
    let_go()
    field(page, "id").fill("third")
    field(page, "title").fill("The third")
    save.click()
    page.get_by_role("heading", name="The third").wait_for()


def test_what_is_typed_before_the_list_can_search_is_searched_for(page: Any) -> None:
    let_go = hold_back(page, "assets/list.js")
    page.goto(page.url.replace("/edit/process/launch", "/"), wait_until="commit")
    page.get_by_label("Search by name, id or kind").fill("second role")
    let_go()
    page.get_by_text("1 found").wait_for()


def test_nothing_can_be_typed_while_it_is_saved(page: Any, place: Layout) -> None:
    """Where saving takes a while, what was typed meanwhile would be gone with the page; if it was not saved, one types on."""
    path = place.knowledge / "processes/launch.yaml"
    let_go = hold_back(page, "save/process/launch")
    title = field(page, "title")
    title.fill("My words")
    for theirs, said in (("The board asks.", "the file was changed meanwhile"), ("Somebody asks.", "Saved.")):
        path.write_text(PROCESS.replace("Somebody asks.", theirs))
        page.keyboard.press("Control+s")
        page.get_by_text("Saving…").wait_for()
        assert title.is_disabled()
        let_go()
        page.get_by_text(said).wait_for()
        assert title.is_enabled() and title.input_value() == "My words"
    assert "+ title: My words   # as the board calls it" in lines(PROCESS, path.read_text())

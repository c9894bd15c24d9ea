"""Nobody gets in but the browser that opened the printed address, and nothing outside the knowledge folder is in reach."""

from __future__ import annotations

import json
import re
import socket
import threading
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser_form import fields_of
from form_client import PROCESS, Client

from mopsbook.errors import SetupError
from mopsbook.form.desk import Desk
from mopsbook.form.server import LARGEST, FormServer
from mopsbook.layout import Layout

PAGES = ["/", "/edit/process/launch", "/new/role", "/assets/form.css", "/assets/form.js", "/nothing"]
METHODS = ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"]


def test_it_listens_on_this_machine_alone(client: Client) -> None:
    assert client.server.server_address[0] == "127.0.0.1"
    # Who listened on every address of the machine would be heard on this one.
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.2", client.server.server_port), timeout=2).close()


@pytest.mark.parametrize(
    "wrong",
    [
        {"Cookie": None},
        {"Cookie": "mopsbook=x"},
        {"Cookie": 'a="; mopsbook-1=\x01'},
        {"Host": None},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1.evil.example:80"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
    ids=str,
)
def test_without_the_cookie_or_under_another_name_every_answer_is_403(client: Client, wrong: dict) -> None:
    for page in PAGES:
        for method in METHODS:
            status, headers, content = client.ask(method, page, wrong, b"" if method == "POST" else None)
            assert status == 403, (method, page)
            assert b"launch" not in content.lower() and b"Small book" not in content
            assert "Set-Cookie" not in headers


def test_the_printed_address_gives_the_cookie_and_leads_on_without_the_token(client: Client) -> None:
    url = urlsplit(client.server.address("/edit/process/launch"))
    status, headers, _ = client.ask("GET", f"{url.path}?{url.query}", {"Cookie": None})
    assert (status, headers["Location"]) == (303, "/edit/process/launch")
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(headers["Set-Cookie"].split("; "))
    assert client.server.guard.token not in headers["Set-Cookie"]
    status, _, content = client.ask("GET", "/edit/process/launch", {"Cookie": headers["Set-Cookie"].split(";")[0]})
    assert status == 200 and b"Takes it to market." in content


@pytest.mark.parametrize("token", ["", "x", "token=", "token=x", "token=%00", "tokenx", "token=%C3%A9"])
def test_a_wrong_token_gives_nothing_even_with_the_cookie(client: Client, token: str) -> None:
    status, headers, _ = client.ask("GET", f"/?{token}")
    assert (status, "Set-Cookie" in headers) == ((403, False) if token else (200, False))


def test_the_token_leads_to_no_other_site(client: Client) -> None:
    for path in ("//evil.example/", "/\\evil.example", "///evil.example", "/%2f/evil.example", "/%0d%0aX-Evil:1"):
        _, headers, _ = client.ask("GET", f"{path}?token={client.server.guard.token}")
        location = headers["Location"]
        assert location.startswith("/") and location[1:2] not in ("/", "\\") and "X-Evil" not in headers


@pytest.mark.parametrize(
    "wrong",
    [
        {"Origin": None},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1"},
        {"X-Mopsbook-Form": None},
        {"X-Mopsbook-Form": "x"},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/try/process/launch", "/save/process/launch", "/save/role"])
def test_only_a_page_of_the_form_may_change_anything(client: Client, place: Layout, path: str, wrong: dict) -> None:
    body = json.dumps({"version": "", "fields": [["id", "new-role"], ["title", "New"]]}).encode()
    assert client.ask("POST", path, wrong, body)[0] == 403
    assert (place.knowledge / "processes/launch.yaml").read_text() == PROCESS
    assert not (place.knowledge / "roles/new-role.yaml").exists()


@pytest.mark.parametrize(
    "path",
    [
        "/edit/role/secret", "/edit/../secret.yaml", "/edit/role/..%2f..%2fsecret", "/assets/../server.py", "/assets/..%2fserver.py",
        "/assets/", "/edit/", "/edit/role", "/edit/book/book", "/new/book", "/new/../../x", "/../mkdocs.yml", "//etc/passwd", "/edit/role/%00",
        "/edit/process/launch.yaml", "/knowledge/processes/launch.yaml", "/assets/%2e%2e/guard.py", "/edit/role/lead/x",
    ],
)  # fmt: skip
def test_only_documents_are_in_reach_by_kind_and_id(client: Client, path: str) -> None:
    status, _, content = client.ask("GET", path)
    assert status == 404
    assert b"Out of reach" not in content and b"site_name" not in content and b"root:" not in content


@pytest.mark.parametrize(
    "id", ["../../secret", "..", "a/b", "/etc/x", "A", "", "a" * 64, "x\u0000", ".hidden", "a.yaml/../b"]
)
def test_a_new_document_has_an_id_that_is_no_path(client: Client, place: Layout, id: str) -> None:
    before = sorted(place.root.rglob("*"))
    status, answer = client.post("/save/role", "", [("id", id), ("title", "New")])
    assert status == 200 and "id" in answer["refused"] and not answer["saved"]
    assert sorted(place.root.rglob("*")) == before


@pytest.mark.parametrize("target", ["../../secret.yaml", "/etc/hostname"])
def test_a_link_that_leads_out_of_the_knowledge_is_neither_read_nor_written(
    desk: Desk, client: Client, place: Layout, target: str
) -> None:
    sheet = desk.open("role", "lead")
    link = place.knowledge / "roles/lead.yaml"
    link.unlink()
    link.symlink_to(target)
    secret = (place.root / "secret.yaml").read_text()
    for id in ("secret", "lead"):
        assert client.ask("GET", f"/edit/role/{id}")[0] == 404
        status, answer = client.post(f"/save/role/{id}", sheet.version, [("title", "Changed")])
        assert status == 409 and answer["refusal"]
    assert (place.root / "secret.yaml").read_text() == secret
    assert link.is_symlink()


def test_a_folder_of_new_documents_that_is_a_link_is_not_written_to(
    desk: Desk, client: Client, place: Layout, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (place.knowledge / "systems").symlink_to(outside)
    status, answer = client.post("/save/system", "", [("id", "x"), ("title", "X")])
    assert (status, "leads out" in answer["refusal"]) == (409, True)
    assert list(outside.iterdir()) == []


HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize("page", [*PAGES, "/?token=wrong"])
def test_every_answer_forbids_what_no_page_of_ours_does(client: Client, page: str) -> None:
    _, headers, content = client.ask("GET", page)
    assert {name: headers[name] for name in HEADERS} == HEADERS
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy and "*" not in policy
    if "html" in headers["Content-Type"]:
        html = content.decode()
        assert not re.search(r"<script(?![^>]* src=\"/assets/)|\son[a-z]+=|\sstyle=|<style", html)
        assert not re.search(r"(?:src|href|action)=\"(?!/(?!/)|#|data:,\")", html)
    assert "Python" not in headers["Server"]


def test_what_stands_in_yaml_is_text_on_the_page(client: Client, place: Layout) -> None:
    attack = "</textarea></template></title><script>alert(1)</script><img src=x onerror=alert(2)>\" onfocus='x' {{7*7}} __0__"
    quoted = json.dumps(attack)
    (place.knowledge / "roles/lead.yaml").write_text(
        f"kind: role\nid: lead\ntitle: {quoted}\npurpose: {quoted}\nstatus: {quoted}\ntags: [{quoted}]\n"
        f"does_not_apply: {{{quoted}: {quoted}}}\nlinks: [{{url: {quoted}, title: {quoted}}}]\ndescription: {json.dumps(attack + chr(10) + attack)}\n"
    )
    for page in ("/", "/edit/role/lead", "/edit/process/launch"):
        html = client.ask("GET", page)[2].decode()
        assert "&lt;script&gt;alert(1)" in html
        assert "<script>" not in html and "<img" not in html and "{{7*7}}" in html


def body(fields: object, version: object = "") -> bytes:
    return json.dumps({"version": version, "fields": fields}).encode()


@pytest.mark.parametrize(
    ("content", "headers", "wanted"),
    [
        (b"", {}, 400),
        (b"{", {}, 400),
        (b"[" * 100_000, {}, 400),
        (b"\xff", {}, 400),
        (body("x"), {}, 400),
        (body([["a"]]), {}, 400),
        (body([["a", 1]]), {}, 400),
        (body([["a", "b", "c"]]), {}, 400),
        (body([], 5), {}, 400),
        (b"x", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        (b"x", {"Content-Type": "text/plain"}, 415),
        (b"", {"Content-Length": None}, 411),
        (b"", {"Content-Length": "-1"}, 411),
        (b"", {"Content-Length": "²"}, 411),
        (b"", {"Content-Length": "9" * 30}, 413),
        (b"", {"Content-Length": str(LARGEST + 1)}, 413),
        (b"", {"Transfer-Encoding": "chunked"}, 411),
        (body([]), {}, 409),
        (body([["a/" * 50_000 + "b", "c"], ["steps", "x"], ["steps/i0/title/x", "y"], ["steps/@list/x", "y"], ["/", ""]]), {}, 409),
    ],
    ids=range(19),
)  # fmt: skip
def test_whatever_is_sent_the_answer_is_a_refusal_and_no_mistake_of_ours(
    client: Client, content: bytes, headers: dict, wanted: int
) -> None:
    headers = {
        name: value.encode() if isinstance(value, str) and not value.isascii() else value
        for name, value in headers.items()
    }
    assert client.ask("POST", "/save/process/launch", headers, content)[0] == wanted


def test_fields_that_make_no_sense_change_nothing(desk: Desk, client: Client, place: Layout) -> None:
    version = desk.open("process", "launch").version
    odd = [
        ("steps", "x"),
        ("steps/i0/title/x", "y"),
        ("sla", "5"),
        ("a/" * 5_000 + "b", "c"),
        ("", ""),
        ("/", ""),
        ("kind", "role"),
        ("id", "other"),
    ]
    odd += [("nothing/i7", "x"), ("title/i0", "x"), ("does_not_apply/i0/@key", "owner"), ("owner", "\ud800")]
    status, answer = client.post("/try/process/launch", version, odd)
    assert status == 200
    assert [line for line in answer["diff"] if line[0] in "+-"] == ["-owner: lead", "+owner: \ufffd"]
    assert (place.knowledge / "processes/launch.yaml").read_text() == PROCESS


def test_clients_that_are_slow_or_go_away_hold_up_nobody(client: Client) -> None:
    held = []
    for start in (
        b"",
        b"GE",
        b"POST /save/process/launch HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nabc",
        b"\x16\x03\x01\x00\xff",
        b"\r\n" * 50,
    ):
        for _ in range(8):
            slow = socket.create_connection(("127.0.0.1", client.server.server_port))
            slow.sendall(start)
            held.append(slow)
    held.pop().close()
    # One after the other, they would each be waited for as long as the server has patience: a client has less.
    assert client.ask("GET", "/assets/form.css")[0] == 200
    for each in held:
        each.close()


def test_two_at_a_time_get_their_own_answers(desk: Desk, client: Client) -> None:
    sheet = desk.open("process", "launch")
    pairs = fields_of(sheet.controls)
    answers: dict[str, list[str]] = {}

    def ask(word: str) -> None:
        changed = [(name, word if name == "title" else text) for name, text in pairs]
        answers[word] = client.post("/try/process/launch", sheet.version, changed)[1]["diff"]

    threads = [threading.Thread(target=ask, args=(word,)) for word in ("One", "Two", "Three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (
        all(f"+title: {word}   # as the board calls it" in diff for word, diff in answers.items()) and len(answers) == 3
    )


def test_a_port_that_is_taken_is_told_with_a_way_out(desk: Desk, client: Client) -> None:
    with pytest.raises(SetupError, match="cannot be used"):
        FormServer(desk, client.server.server_port)

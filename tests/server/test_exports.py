"""Files made for a page: begun, followed, given up, fetched; what is refused, and who may ask."""

import os
import time
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from starlette.applications import Starlette
from starlette.testclient import TestClient

from gan1d import limits
from gan1d.bookmarks import Bookmark
from gan1d.export import kinds
from gan1d.links import Event
from gan1d.saved import MAX_BYTES, Saved, read_run, write_run
from gan1d.server import exports as module
from gan1d.server.exports import KEPT, MOST_BYTES, Exports
from gan1d.server.routes import routes
from gan1d.settings import Settings, SettingsError
from gan1d.words import LANGUAGES, words

PAGE = "0123456789abcdef"
SMALL = Settings(data="claw", seed=3, width_d=8, width_g=8, batch_d=16, batch_g=16, steps=30)
LONG = SMALL.replace(steps=20_000)
EVENTS = [Event(4, "d"), Event(6, "k", 5)]
client = TestClient(Starlette(routes=routes))


@pytest.fixture(autouse=True)
def exports(monkeypatch):
    """Begin with none, and end all."""
    exports = Exports()
    monkeypatch.setattr(module, "exports", exports)
    yield exports
    for page in list(exports._of):
        exports.drop(page)


def begin(kind, text=None, page=PAGE, **headers):
    text = write_run(SMALL) if text is None else text
    return client.post(f"/gan1d/export/{page}?kind={kind}", content=text, headers=headers)


def look(page=PAGE):
    return client.get(f"/gan1d/export/{page}").json()


def followed(page=PAGE):
    """Return all that is told of a page's file until it is no longer under way."""
    told = [look(page)]
    while told[-1]["state"] in ("waiting", "working"):
        time.sleep(0.02)
        told.append(look(page))
    return told


def test_a_file_is_made_followed_and_fetched():
    begun = begin("csv", write_run(SMALL, EVENTS, 12))
    assert begun.status_code == 201 and begun.json()["state"] in ("waiting", "working")
    assert client.get(f"/gan1d/export/{PAGE}/file").status_code == 404  # not half of it
    told = followed()
    shares = [one["share"] for one in told]
    assert shares == sorted(shares) and shares[0] >= 0 and shares[-1] == 1
    assert told[-1]["name"] == "gan1d-claw-seed3-11.csv"  # frame 12 follows a half step
    file = client.get(f"/gan1d/export/{PAGE}/file")
    assert file.headers["content-disposition"] == 'attachment; filename="gan1d-claw-seed3-11.csv"'
    assert file.headers["x-content-type-options"] == "nosniff"
    assert file.headers["content-security-policy"] == "default-src 'none'"
    assert file.headers["content-type"] == "application/octet-stream"
    assert len(file.content) == told[-1]["bytes"]
    lines = file.text.splitlines()
    assert lines[0].endswith("--events=4:d,6:k=5  # to step 11") and len(lines) == 3 + 13
    assert client.delete(f"/gan1d/export/{PAGE}").status_code == 200
    assert client.get(f"/gan1d/export/{PAGE}/file").status_code == 404


def test_what_is_only_written_down_is_there_at_once(exports):
    told = begin("json", write_run(SMALL, EVENTS, 7)).json()
    assert (told["state"], told["name"]) == ("done", "gan1d-claw-seed3.json")
    found = client.get(f"/gan1d/export/{PAGE}/file").content
    assert read_run(found) == Saved(SMALL, EVENTS, 7)
    marked = write_run(SMALL, EVENTS, 7, [Bookmark(3, "the gap")])
    begin("json", marked)
    assert client.get(f"/gan1d/export/{PAGE}/file").text == marked  # bookmarks and all
    told = begin("numpy", write_run(SMALL, (), 7)).json()
    assert (told["state"], told["name"]) == ("done", "gan1d-claw-seed3-numpy.py")
    assert len(exports) == 1  # a page has one


def test_it_is_given_up_with_its_process_and_the_next_takes_its_place(exports):
    begin("csv", write_run(LONG))
    first = exports.find(PAGE)._job
    while look()["share"] == 0:
        time.sleep(0.02)
    process = first._process
    below = os.getpriority(os.PRIO_PROCESS, process.pid) - os.getpriority(os.PRIO_PROCESS, 0)
    assert below == module.NICE
    begin("csv", write_run(LONG))
    second = exports.find(PAGE)._job
    assert first.state == "stopped" and process.wait(20) != 0
    assert client.delete(f"/gan1d/export/{PAGE}").json()["state"] == "failed"
    assert second.state == "stopped" and len(exports) == 0
    assert client.get(f"/gan1d/export/{PAGE}").status_code == 404


def test_one_that_takes_too_long_or_fails_says_so(monkeypatch):
    monkeypatch.setattr(limits, "EXPORT_SECONDS", 0.01)
    begin("csv", write_run(LONG))
    told = followed()[-1]
    assert (told["state"], told["name"]) == ("failed", None)
    assert (told["refused"]["name"], told["refused"]["allowed"]) == ("seconds", "0.01")
    monkeypatch.undo()
    monkeypatch.setattr(module, "TASK", "builtins:no_such_function")
    begin("csv")
    told = followed()[-1]
    assert told["state"] == "failed" and "AttributeError" in told["refused"]["value"]


def test_which_kinds_there_are_and_why_others_are_not(monkeypatch):
    monkeypatch.setattr(kinds.shutil, "which", lambda _: None)
    listed = client.post("/gan1d/export", content=write_run(SMALL, EVENTS)).json()["kinds"]
    assert [one["name"] for one in listed] == list(kinds.KINDS)
    why = {one["name"]: one["refused"]["name"] for one in listed if one["refused"]}
    assert why == {"mp4": "mp4", "script": "events", "numpy": "events"}
    monkeypatch.undo()
    monkeypatch.setattr(kinds.shutil, "which", lambda _: "/bin/ffmpeg")
    own = write_run(Settings(data="samples:1,2,3"))
    listed = client.post("/gan1d/export", content=own).json()["kinds"]
    why = {one["name"]: one["refused"]["name"] for one in listed if one["refused"]}
    assert why == {"script": "data", "numpy": "data"}
    for lang in LANGUAGES:  # the page has words of its own for each
        assert all(f"export.no.{name}" in words(lang) for name in ("mp4", "events", "data"))
        assert all(f"export.{name}" in words(lang) for name in kinds.KINDS)


@pytest.mark.parametrize(
    ("kind", "text", "status", "name"),
    [
        ("exe", None, 400, "kind"),
        ("", None, 400, "kind"),
        ("../../x", None, 400, "kind"),
        ("script", write_run(SMALL, EVENTS), 400, "events"),
        ("numpy", write_run(Settings(data="samples:1,2,3")), 400, "data"),
        ("gif", "", 400, "file"),
        ("gif", '{"gan1d": 1, "settings": {"k": 99}}', 400, "k"),
        ("gif", '{"gan1d": 1, "at": 1e9}', 400, "at"),
        ("gif", write_run(Settings(width_d=512, depth_d=4, k=20, batch_d=4096)), 400, "cost"),
        ("gif", "x" * (MAX_BYTES + 1), 413, "bytes"),
    ],
)
def test_what_cannot_be_done_is_told_and_leaves_the_file_before(exports, kind, text, status, name):
    assert begin("json").status_code == 201
    answer = begin(kind, text)
    refused = answer.json()
    assert (answer.status_code, refused["type"], refused["name"]) == (status, "refused", name)
    assert look()["state"] == "done" and len(exports) == 1


LETTERS = some.characters(codec="utf-8")


@given(body=some.binary(max_size=60), kind=some.text(LETTERS), page=some.text(LETTERS, max_size=70))
@settings(max_examples=60, deadline=None)
def test_any_body_kind_and_page_get_an_answer_in_a_sentence(body, kind, page):
    for path in ("", f"/{quote(page, safe='')}", f"/{PAGE}"):
        answer = client.post(f"/gan1d/export{path}", content=body, params={"kind": kind})
        assert answer.status_code in (400, 404)
        assert answer.status_code == 404 or answer.json()["text"]
    assert client.get(f"/gan1d/export/{quote(page, safe='')}").status_code in (404, 405)


@pytest.mark.parametrize("page", ["short", "x" * 65, "a b-c/../d12345678", "%2e%2e%2f" * 3])
def test_a_page_is_letters_and_digits(page):
    assert begin("json", page=page).status_code == 404
    assert client.get(f"/gan1d/export/{page}").status_code == 404
    assert client.get(f"/gan1d/export/{page}/file").status_code == 404


def test_another_site_can_begin_look_at_and_fetch_nothing(exports):
    there = {"origin": "http://elsewhere.example"}
    assert begin("json", **there).status_code == 403 and len(exports) == 0
    assert client.post("/gan1d/export", content=write_run(SMALL), headers=there).status_code == 403
    begin("json", origin="http://testserver")
    for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/file")):
        answer = client.request(method, f"/gan1d/export/{PAGE}{path}", headers=there)
        assert answer.status_code == 403 and "access-control-allow-origin" not in answer.headers
    assert look()["state"] == "done"


def test_of_too_many_the_next_is_told_and_what_needs_no_training_is_not_held_up(monkeypatch):
    monkeypatch.setattr(limits, "EXPORTS", 1)
    assert begin("csv", write_run(LONG)).status_code == 201
    other = "f" * 16
    answer = begin("csv", page=other)
    assert (answer.status_code, answer.json()["name"]) == (503, "exports")
    assert begin("json", page=other).status_code == 201
    assert begin("csv", write_run(LONG)).status_code == 201  # in the place of its own


def test_files_go_in_time_and_the_oldest_first_where_they_are_too_large():
    now = [0.0]
    exports = Exports(lambda: now[0])
    for number in range(3):
        exports.begin(f"{number}", "json", Saved(SMALL, []))
    now[0] = KEPT - 1
    assert exports.find("1")
    now[0] = KEPT + 1
    assert exports.find("0") is None and len(exports) == 1
    for name in "ab":
        exports.begin(name, "json", Saved(SMALL, []))._made = bytes(MOST_BYTES - 100), 3
    assert exports.find("b") and exports.find("a") is None
    with pytest.raises(SettingsError, match="kind = 'doc' is not allowed; allowed: html, gif"):
        exports.begin("b", "doc", Saved(SMALL, []))
    assert exports.find("b")

"""Work that was shared out comes back whole and in order, whatever happens to the processes that do it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mopsbook.processes import count_processes

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked on Linux alone")

# What runs the tests may have threads, and a process with threads is not to be forked: each case has a process of its own.
_BEGIN = """
import atexit, os, shutil, signal, sys, tempfile, time
# Who runs the tests in the background may have switched it off.
signal.signal(signal.SIGINT, signal.default_int_handler)
from mopsbook.processes import Way, count_processes, share_out

here, plain = os.getpid(), Way(lambda value: value, lambda value: value)

met = tempfile.mkdtemp()
atexit.register(shutil.rmtree, met)

def meet(number):
    # Until so many processes are at work: on a busy machine one of them may be done with all before another begins.
    os.close(os.open(f"{met}/{os.getpid()}", os.O_CREAT))
    while len(os.listdir(met)) < number:
        time.sleep(0.005)

def together(number, value):
    meet(number)
    return value() if callable(value) else value
"""


def _run(case: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _BEGIN + case], capture_output=True, text=True, timeout=60, check=False, **options
    )  # type: ignore[call-overload]  # the options are those of `run`


def _begin(case: str) -> subprocess.Popen[str]:
    """Begin a case in a group of its own, to be interrupted or killed."""
    return subprocess.Popen(
        [sys.executable, "-c", _BEGIN + case],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def test_results_come_in_the_order_of_the_tasks_from_several_processes() -> None:
    """Twenty tasks in three processes: each result is at its place, and all three had a part in it."""
    done = _run("""
found = share_out([lambda n=n: together(3, (n, os.getpid())) for n in range(20)], plain, 3)
assert [n for n, _ in found] == list(range(20)), found
assert here in {pid for _, pid in found}
print(len({pid for _, pid in found}))
""")
    assert (done.stdout, done.stderr) == ("3\n", "")


def test_results_are_packed_on_the_way_and_unpacked_at_its_end() -> None:
    """What another process made is what the way makes of it; what was made here never travels."""
    done = _run("""
way = Way(lambda value: ["packed", value], lambda packed: [*packed, "unpacked"])
found = share_out([lambda n=n: together(2, os.getpid()) for n in range(12)], way, 2)
assert here in found
others = [one for one in found if one != here]
assert others and all(one[0] == "packed" and one[2] == "unpacked" and one[1] != here for one in others), found
""")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "end", ["os.kill(os.getpid(), signal.SIGKILL)", "os._exit(0)", "1 / 0", "object()"],
    ids=["it is killed", "it ends", "it fails", "it makes what cannot travel"],
)  # fmt: skip
def test_what_another_process_does_not_bring_back_is_made_here(end: str) -> None:
    """A process may die, fail or make what cannot be sent: nothing is lost, nothing waits, and nothing is printed."""
    done = _run(f"""
def task(n):
    meet(3)
    return n if os.getpid() == here else [n, {end}]

assert share_out([lambda n=n: task(n) for n in range(8)], plain, 3) == list(range(8))
""")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_a_task_raises_is_raised_where_it_was_asked_for() -> None:
    """Whichever process came upon it, the caller gets the exception itself, with its message."""
    done = _run("""
def fail():
    raise KeyError("number 5")

try:
    share_out([lambda n=n: together(2, fail if n == 5 else n) for n in range(8)], plain, 2)
except KeyError as error:
    print(error)
""")
    assert (done.stdout, done.stderr) == ("'number 5'\n", "")


def test_what_others_have_begun_ends_with_the_block() -> None:
    """While others work, whoever shared it out does something else; where that fails, nothing is left behind."""
    done = _run("""
from pathlib import Path
from mopsbook.processes import Shared

def task():
    os.write(1, b"%d\\n" % os.getpid())
    meet(3)
    time.sleep(60)

with Shared([lambda: together(2, os.getpid())], plain, 1) as begun:
    meet(2)
    assert begun.results()[0] != here
try:
    with Shared([task], plain, 1):
        meet(3)
        1 / 0
except ZeroDivisionError:
    os.write(1, b"failed\\n")
""")
    other, said = done.stdout.split()
    assert (said, done.stderr) == ("failed", "")
    assert not Path(f"/proc/{other}").exists()


def test_ctrl_c_ends_all_processes_at_once() -> None:
    """Ctrl+C goes to the whole group: the one that asked is interrupted, and no other is left behind or says a word."""
    asked = _begin("""
def task():
    os.write(1, b"%d\\n" % os.getpid())
    for _ in range(600):
        time.sleep(0.1)

try:
    share_out([task for _ in range(3)], plain, 3)
except KeyboardInterrupt:
    print("Stopped.", flush=True)
""")
    assert asked.stdout is not None
    pids = [int(asked.stdout.readline()) for _ in range(3)]
    os.killpg(asked.pid, signal.SIGINT)
    said, wrong = asked.communicate(timeout=60)
    assert (said, wrong) == ("Stopped.\n", "")
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_process_whose_starter_was_killed_ends_by_itself() -> None:
    """Where the one that asked is killed, the others do not go on with work that nobody waits for."""
    asked = _begin("""
def task():
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(0.2)

share_out([task for _ in range(500)], plain, 2)
""")
    assert asked.stdout is not None
    other = next(pid for pid in map(int, asked.stdout) if pid != asked.pid)
    asked.kill()
    # The pipe is closed when the last process that has it is gone.
    asked.stdout.read()
    assert asked.wait(60) == -signal.SIGKILL
    assert _comes_true(lambda: not Path(f"/proc/{other}").exists() or _is_dead(other))


def _is_dead(pid: int) -> bool:
    # Whoever took it over may not have asked how it ended.
    return ") Z " in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")


def _comes_true(question: Callable[[], bool]) -> bool:
    until = time.monotonic() + 60
    while not question() and time.monotonic() < until:
        time.sleep(0.05)
    return question()


def test_where_the_system_gives_no_process_all_is_done_here() -> None:
    """No room for another process or for what it would leave: the same comes out."""
    done = _run("""
def refuse(*_):
    raise OSError("no room")

tasks = [lambda n=n: (n, os.getpid()) for n in range(5)]
os.fork = refuse
assert share_out(tasks, plain, 3) == [(n, here) for n in range(5)]
os.memfd_create = refuse
assert share_out(tasks, plain, 3) == [(n, here) for n in range(5)]
""")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_python_without_files_in_memory_shares_work_out_as_well() -> None:
    """Python has `memfd_create` only where it was built for a newer C library: those of conda and older ones of uv are not."""
    done = _run("""
if hasattr(os, "memfd_create"):
    del os.memfd_create
found = share_out([lambda n=n: together(2, (n, os.getpid())) for n in range(12)], plain, 2)
assert [n for n, _ in found] == list(range(12)), found
print(len({pid for _, pid in found}))
""")
    assert (done.stdout, done.stderr) == ("2\n", "")


def test_a_process_with_threads_is_not_forked() -> None:
    """A lock that another thread holds would stay locked in the fork for ever."""
    done = _run("""
import threading
os.sched_getaffinity = lambda _: {0, 1}
print(count_processes())
threading.Thread(target=time.sleep, args=(5,), daemon=True).start()
print(count_processes())
""")
    assert (done.stdout, done.stderr) == ("2\n1\n", "")


def test_a_process_that_was_forked_forks_no_further() -> None:
    """The processors are busy with what it was forked beside."""
    done = _run("""
os.sched_getaffinity = lambda _: {0, 1}
print(share_out([lambda: together(2, count_processes) for _ in range(6)], plain, 2).count(1) > 0, count_processes())
""")
    assert (done.stdout, done.stderr) == ("True 2\n", "")


def test_with_one_processor_nothing_is_shared_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes on one processor are slower than one."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert count_processes() == 1

import os
import platform
import subprocess
import sys

import pytest

from actors.priority import STEP_BACK, TURN_NS, behind

STEPPED = """
import os, threading
from actors.priority import step_back
began, ends = threading.Event(), threading.Event()
def work():
    began.set()
    ends.wait()
thread = threading.Thread(target=work)
thread.start()
began.wait()
step_back()
step_back()
print(*sorted(os.getpriority(os.PRIO_PROCESS, int(one))
              for one in os.listdir("/proc/self/task")))
ends.set()
"""

SHORT = """
import os, threading
from actors.priority import take_short_turns
def turn():
    for line in open(f"/proc/self/task/{threading.get_native_id()}/sched"):
        if line.startswith("se.slice"):
            return line.split()[-1]
    return "unknown"
print(turn(), os.getpriority(os.PRIO_PROCESS, 0))
print(take_short_turns())
print(turn(), os.getpriority(os.PRIO_PROCESS, 0))
os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
print(take_short_turns())
"""


@pytest.mark.skipif(
    platform.system() != "Linux" or platform.machine() not in {"x86_64", "aarch64"},
    reason="turns are Linux's",
)
def test_a_thread_that_takes_short_turns_keeps_its_rank_and_a_policy_of_its_own():
    found = subprocess.run(
        [sys.executable, "-c", SHORT], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    (usual, rank), asked, (short, after), batch = (
        found[0].split(),
        found[1],
        found[2].split(),
        found[3],
    )
    assert asked == "True"
    assert after == rank
    assert batch == "False"
    if usual not in {"unknown", short}:  # a kernel that has turns, and shows them
        assert int(short) == TURN_NS


def test_all_threads_of_a_process_step_back_and_once_only():
    found = subprocess.run(
        [sys.executable, "-c", STEPPED], capture_output=True, text=True, check=True
    )
    niceness = max(STEP_BACK, os.getpriority(os.PRIO_PROCESS, 0))
    each = set(map(int, found.stdout.split()))
    assert each == {niceness}
    assert len(found.stdout.split()) >= 2


def test_work_behind_the_calls_leaves_its_process_where_it_was():
    before = os.getpriority(os.PRIO_PROCESS, 0)
    assert behind(lambda: os.getpriority(os.PRIO_PROCESS, 0)) == max(before, STEP_BACK)
    assert os.getpriority(os.PRIO_PROCESS, 0) == before


def test_what_fails_behind_the_calls_fails_here():
    with pytest.raises(ZeroDivisionError):
        behind(lambda: 1 // 0)

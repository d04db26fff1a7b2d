import os
import subprocess
import sys

import pytest

from actors.priority import STEP_BACK, behind

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

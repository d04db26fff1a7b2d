"""How the tests are shared out between workers."""

from xdist.scheduler import LoadFileScheduling

ONE_CLUSTER = ("tests/cluster/", "tests/actors/test_crew.py")
"""These take turns at a cluster; all else goes file by file."""


class ByNeed(LoadFileScheduling):
    """A worker a file, and one worker for all that shares a cluster.

    The marks of `--dist loadgroup` would say the same, but that has no effect with
    pytest 9.2 and pytest-xdist 3.8.
    """

    def _split_scope(self, nodeid):
        return (
            "cluster"
            if nodeid.startswith(ONE_CLUSTER)
            else super()._split_scope(nodeid)
        )


def pytest_xdist_make_scheduler(config, log):
    """See pytest-xdist."""
    return ByNeed(config, log) if config.getvalue("dist") == "loadfile" else None

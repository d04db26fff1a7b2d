"""What a call's process reads, and when."""

import subprocess
import sys

import pytest


def read_by(*modules):
    """Return what is imported once a process has imported these."""
    code = f"import sys, {', '.join(modules)}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_class_that_ray_reads_first_is_light():
    read = read_by("actors.call")
    assert "ray" in read
    assert not {"pydantic", "numpy", "actors.runner", "panda.campaign"} & read


@pytest.mark.parametrize("vendor", ["duckdb", "openai", "twilio", "httpx"])
def test_a_call_never_reads_what_it_does_not_need(vendor):
    # Ray reads the classes of the actors that a call talks to.
    classes = "store", "carrier", "hub", "supervisor", "functions"
    assert vendor not in read_by(
        "actors.calling", *(f"actors.{one}" for one in classes)
    )

"""A menu that notices no tones is got through by the carrier's keys, and remembered.

Before the tests that kill the hub: it forgets the calls that had ended.
"""

from tests.cluster.installation import MARKS, until
from tests.cluster.town import PINE

pytestmark = MARKS


def reached(installation, campaign):
    """End a call to the office as soon as a person is there; return what was done."""
    call = installation.call_of(campaign, PINE)
    installation.until_logged(call, "identified")
    until(
        lambda: installation.get(f"/api/calls/{call}")["state"] in {"talking", "ended"}
    )
    installation.end(call)
    result = installation.result(call)
    assert result["navigation"]["reached"], installation.transcript(call)
    return result


def ways(installation, result):
    """By which way the callee's ledger says that keys came, in order."""
    kinds = {"key": "noticed", "key_unnoticed": "missed"}
    return [
        (kinds[one["kind"]], one["by"])
        for one in installation.witness.ledger()
        if one["kind"] in kinds and one["call_sid"] == result["call_sid"]
    ]


def test_the_second_call_uses_at_once_what_got_the_first_one_through(
    installation, unheard
):
    first = reached(installation, unheard)
    ours = [("missed", "tones"), ("missed", "tones")]
    carriers = [("noticed", "events"), ("missed", "tones")]
    assert ways(installation, first) == ours + carriers
    assert first["navigation"]["route"] == "new"
    installation.finished(unheard)

    second = reached(installation, installation.begin("Unheard again", PINE))
    assert second["navigation"]["route"] == "known"
    assert ways(installation, second) == carriers
    witness, sid = installation.witness, second["call_sid"]
    assert [one["by"] for one in witness.records("keys", sid)] == ["document"]
    assert [one["n"] for one in witness.records("stream_start", sid)] == [1, 2]
    # By how much is measured where nothing else runs (benchmarks/routes.py).
    assert second["navigation"]["seconds"] < first["navigation"]["seconds"]

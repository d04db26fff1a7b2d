"""What must be true of all calls of a run, whatever befell it; from the ledger.

The rules are I1, I2 and I3 of RELIABILITY 2.0, and that another system was told of all
of them. They are held against every call that
the tests of this folder have made, when all of them are over.
"""

from tests.cluster.installation import Installation, until
from tests.cluster.outside import Outside


def check(installation: Installation, outside: Outside) -> None:
    """Hold every campaign of an installation against the ledger."""
    until(lambda: not installation.witness.live())
    records = installation.witness.ledger()
    nobody_is_dialled_while_their_phone_rings_or_they_talk(records)
    nobody_is_dialled_again_who_has_answered_us(records)
    nobody_is_skipped(installation, records)
    the_other_system_was_told_of_every_call(installation, outside)


def nobody_is_dialled_while_their_phone_rings_or_they_talk(records) -> None:
    number, live = {}, set()
    for one in records:
        if one["kind"] == "create":
            assert one["to"] not in live, "two calls to a number at once"
            number[one["call_sid"]] = one["to"]
            live.add(one["to"])
        elif one["kind"] == "end":
            live.remove(number[one["call_sid"]])
    assert not live


def nobody_is_dialled_again_who_has_answered_us(records) -> None:
    number, asked = {}, set()
    for one in records:
        if one["kind"] == "create":
            assert one["to"] not in asked, "asked again"
            number[one["call_sid"]] = one["to"]
        elif one["kind"] == "said" and one["facts"]:
            asked.add(number[one["call_sid"]])


def nobody_is_skipped(installation, records) -> None:
    dialled = {one["to"] for one in records if one["kind"] == "dial"}
    for campaign in installation.panda.campaigns():
        for target in installation.panda.targets(campaign.campaign_id):
            assert target.status == "done"
            called_off = target.outcome in {"cancelled", "refused"}
            assert called_off or target.provider.phone in dialled


def the_other_system_was_told_of_every_call(installation, outside) -> None:
    results = [
        result
        for campaign in installation.panda.campaigns()
        for result in installation.panda.results(campaign.campaign_id)
    ]
    until(lambda: all("call.ended" in outside.about(one.call_id) for one in results))
    for result in results:
        told = [one for one in outside.about(result.call_id) if "call." in one]
        assert told.count("call.ended") == 1
        assert told.count("call.found") >= len(result.findings)
        assert told[-1] == "call.ended", "nothing of a call comes after its end"
    assert outside.forged == 0

"""The ledger as a file: numbered, appended to, and read from any place."""

from simulator.ledger import JsonlLedger, read


def kinds(path):
    return [(record["seq"], record["kind"]) for record in read(path)]


def test_a_record_can_be_read_as_soon_as_it_is_written(tmp_path):
    ledger = JsonlLedger(tmp_path / "ledger.jsonl", now_ms=lambda: 7)

    ledger.write("dial", to="+15550100001")

    assert list(read(ledger.path)) == [
        {"seq": 1, "t_ms": 7, "kind": "dial", "to": "+15550100001"}
    ]
    ledger.close()


def test_a_ledger_that_is_opened_again_counts_on(tmp_path):
    path = tmp_path / "ledger.jsonl"
    for kind in ("first", "second"):
        ledger = JsonlLedger(path)
        ledger.write(kind)
        ledger.close()

    assert kinds(path) == [(1, "first"), (2, "second")]


def test_half_a_record_of_a_killed_writer_spoils_nothing(tmp_path):
    path = tmp_path / "ledger.jsonl"
    path.write_text('{"seq": 1, "kind": "whole"}\n{"seq": 2, "ki')
    ledger = JsonlLedger(path)

    ledger.write("next")

    assert kinds(path) == [(1, "whole"), (2, "next")]
    ledger.close()


def test_what_came_after_a_record_is_found_from_any_place(tmp_path):
    ledger = JsonlLedger(tmp_path / "ledger.jsonl")
    for number in range(1000):
        ledger.write("tick", number=number, text="ñ" * (number % 7))

    for after in (-5, 0, 1, 254, 255, 256, 257, 511, 512, 998, 999):
        found = ledger.after(after, 3)
        assert [one["seq"] for one in found] == [
            seq for seq in range(1, 1001) if seq > after
        ][:3]
    assert ledger.after(1000, 3) == ledger.after(99_999, 3) == []
    ledger.close()

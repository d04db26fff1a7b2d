"""A call can be read as a page."""

from conformance.conversation import written

CALL = [
    {"kind": "answer", "t_ms": 10_000, "call_sid": "CA1"},
    {"kind": "said", "t_ms": 12_000, "call_sid": "CA1", "text": "This is Nora.",
     "start_ms": 400, "end_ms": 2000, "by": "person", "cut": False},
    {"kind": "heard", "t_ms": 15_000, "call_sid": "CA1", "text": "Are you open?",
     "start_ms": 3000, "end_ms": 4200},
    {"kind": "clear", "t_ms": 15_500, "call_sid": "CA1", "audible": True},
    {"kind": "clear", "t_ms": 15_600, "call_sid": "CA1", "audible": False},
    {"kind": "said", "t_ms": 17_000, "call_sid": "CA1", "text": "Yes, until",
     "start_ms": 5300, "end_ms": 7000, "by": "person", "cut": True},
    {"kind": "heard", "t_ms": 17_500, "call_sid": "CA2", "text": "Elsewhere.",
     "start_ms": 0, "end_ms": 500},
    {"kind": "hangup", "t_ms": 18_000, "call_sid": "CA1", "by": "caller"},
]  # fmt: skip


def test_a_call_reads_as_what_was_said_and_what_happened():
    assert written(CALL, "CA1").splitlines() == [
        "   0.0  (answered)",
        "   0.4  receptionist: This is Nora.",
        "   3.0  bot: Are you open?",
        "   5.3  receptionist: Yes, until -",
        "   5.5  (the bot falls silent)",
        "   8.0  (hung up by caller)",
    ]


def test_a_call_that_is_not_there_is_an_empty_page():
    assert written(CALL, "CA3") == ""

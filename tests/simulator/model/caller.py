"""A call as the product would run it, text only."""

from __future__ import annotations

import json

from simulator.model.engine import tasks
from simulator.model.engine.prompt import (
    Call,
    CallFunctions,
    Message,
    Output,
    Prompt,
    Tool,
)

INSURANCE = {
    "name": "accepts_insurance",
    "type": "yes_no",
    "ask": "Do you accept Delta Dental insurance?",
    "required": True,
}
PRICE = {
    "name": "cleaning_price",
    "type": "money",
    "ask": "How much is a cleaning without insurance?",
    "required": True,
}
COPAY = {
    "name": "copay",
    "type": "money",
    "ask": "What is the copay for a cleaning with Delta Dental?",
    "required": False,
}
NEXT = {
    "name": "next_appointment",
    "type": "datetime",
    "ask": "When is your next available appointment for a cleaning?",
    "required": True,
}
ALL = (INSURANCE, PRICE, COPAY, NEXT)
SCHEMA = {
    "type": "object",
    "properties": {
        "field": {"type": "string"},
        "value": {},
        "quote": {"type": "string"},
    },
}
TOOLS = (
    Tool("recordFinding", "Record what was learned.", SCHEMA),
    Tool("endCall", "", {"properties": {"reason": {"type": "string"}}}),
    Tool("markDoNotCall"),
    Tool("staySilent"),
)


class Caller:
    """A call as the product would run it, text only."""

    def __init__(self, fields=ALL, tools=TOOLS, refuses=()):
        self.fields = [dict(field) for field in fields]
        self.tools = tools
        self.refuses = refuses
        self.lines = []
        self.findings = {}
        self.quotes = {}
        self.reason = None
        self.marked = False
        self.said = ""

    def instructions(self):
        form = {
            "goal": "schedule a cleaning",
            "asked_on": "2026-11-23T10:00",
            "timezone": "America/Chicago",
            "fields": [
                {
                    **field,
                    "status": "found" if field["name"] in self.findings else "open",
                    **(
                        {"value": self.findings[field["name"]]}
                        if field["name"] in self.findings
                        else {}
                    ),
                }
                for field in self.fields
            ],
        }
        return (
            "You advise a caller who phones on behalf of Maria Alvarez.\n\n"
            f"QUESTIONNAIRE\n{json.dumps(form, indent=1)}\nEND\nBe brief."
        )

    def hears(self, *texts):
        """Let the callee speak; return what our caller says to that, "" for nothing."""
        self.lines += [Message("user", text) for text in texts]
        extra = []
        instructions = self.instructions()
        for _ in range(6):
            entries = (*self.lines, *extra)
            decision = tasks.decide(Prompt(instructions, entries, self.tools))
            if not isinstance(decision, CallFunctions):
                self.said = decision.text
                self.lines.append(Message("assistant", self.said))
                return self.said
            if any(call.name == "staySilent" for call in decision.calls):
                return ""
            extra += self._run(decision.calls, len(extra))
        raise AssertionError("the supervisor calls functions without end")

    def says(self, text):
        """Put words into our caller's mouth; a dash at the end cuts them off."""
        self.lines.append(Message("assistant", text))

    def _run(self, calls, offset):
        ran = []
        for number, call in enumerate(calls):
            call_id = f"call_{offset + number}"
            ran.append(Call(call.name, call.arguments, call_id))
            ran.append(Output(call_id, self._answer(call)))
        return ran

    def _answer(self, call):
        given = json.loads(call.arguments)
        if call.name == "endCall":
            self.reason = given["reason"]
            return "the call ends after your next words"
        if call.name == "markDoNotCall":
            self.marked = True
            return "noted for good"
        if given["field"] in self.refuses:
            return "the quote does not say that: quote their exact words"
        heard = " ".join(one.text for one in self.lines if one.role == "user")
        assert given["quote"] in heard
        self.findings[given["field"]] = given["value"]
        self.quotes[given["field"]] = given["quote"]
        return f"recorded {given['field']}"


def asked(field, reply, **others):
    """Return what is recorded when `reply` answers the question for `field`."""
    caller = Caller(others.get("fields", ALL))
    caller.lines.append(Message("user", "How can I help you?"))
    caller.lines.append(Message("assistant", f"Hello. {field['ask']}"))
    caller.hears(reply)
    return caller

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest

from documents.pdf import as_pdf
from panda.appointments.life import Stage
from panda.booking import Appointment
from panda.call import Outcome
from panda.campaign import CallResult, Campaign, Provider, Target, TargetStatus
from panda.research.comparison import compare
from panda.research.finding import Finding
from panda.research.questionnaire import FieldType, Question, Questionnaire
from panda.research.report.contents import contents, together
from panda.research.report.page import page
from tests.panda.appointments.material import TERMS, at, booking

NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
EVIL = "<img src=x onerror=alert(1)> & <b>it's</b> \u0141\u00f3d\u017a \u4e2d"
FIELDS = (
    Question(name="price", type=FieldType.MONEY, ask="How much is it?"),
    Question(name="takes", type=FieldType.YES_NO, ask="Do you take it?"),
)


def report(
    *,
    fields=FIELDS,
    quote="it is 120",
    businesses=2,
    simulated=True,
    terms=None,
    bookings=(),
):
    campaign = Campaign(
        campaign_id="c",
        title=EVIL if quote is EVIL else "Cleanings",
        questionnaire=Questionnaire(goal="schedule a cleaning", fields=fields),
        booking=terms,
        created_at=NOW,
    )
    targets = [
        Target(
            target_id=f"t{at}",
            campaign_id="c",
            position=at,
            provider=Provider(
                name=EVIL if quote is EVIL else f"Office {at}",
                phone="+12175550123",
                extra={"price": "$95"},
            ),
            status=TargetStatus.DONE,
            attempts=1,
            outcome=Outcome.COMPLETED,
        )
        for at in range(businesses)
    ]
    slot = datetime(2026, 12, 1, 10, 30, tzinfo=ZoneInfo("America/Chicago"))
    results = [
        CallResult(
            call_id="call-7",
            campaign_id="c",
            target_id="t0",
            outcome=Outcome.COMPLETED,
            findings=(Finding(field="price", value=120.0, quote=quote, at_ms=83_000),),
            appointments=(Appointment(service="cleaning", slot=slot),),
            disclosed=True,
            started_at=NOW,
            ended_at=NOW + timedelta(minutes=2),
            answered_s=110,
            cost_usd=0.05,
        )
    ]
    comparison = compare(campaign, targets, results)
    return contents(
        campaign,
        comparison,
        results,
        made_at=NOW,
        simulated=simulated,
        bookings=bookings,
    )


class Seen(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.words = set(), []
        self.feed(text)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)

    def handle_data(self, data):
        self.words.append(data)


def test_the_page_has_the_answer_its_words_and_their_moment():
    text = Seen(page(report())).text
    assert "$120.00" in text
    assert "it is 120" in text
    assert "2026-11-23, 1:23 into call call-7" in text
    assert "Booked: Office 0: cleaning, Tuesday, 1 December 2026 at 10:30 (CST)" in text
    assert "$95.00: the list, column \u201cprice\u201d" in text
    assert "Unknown: Takes" in text
    assert "made up, and nobody real was called" in text


def test_an_appointment_is_told_as_it_stands_and_not_as_it_once_was():
    moved = booking(at(8, 9, 15), target_id="t1", stage=Stage.CONFIRMED)
    let_go = booking(target_id="t0", stage=Stage.RELEASED)
    found = report(terms=TERMS, bookings=(moved, let_go))
    assert found.booked == (
        "Office 1: cleaning, Tuesday, 8 December 2026 at 09:15 (CST)",
    )
    assert "Booked: Office 1" in Seen(page(found)).text


def test_a_report_of_real_calls_says_nothing_of_a_simulator():
    assert "imulated" not in page(report(simulated=False))


def test_nothing_that_anybody_said_or_wrote_becomes_markup():
    seen = Seen(page(report(quote=EVIL)))
    assert not seen.tags & {"img", "script", "link", "iframe"}
    assert EVIL in seen.text
    assert "default-src 'none'" in page(report())


def test_a_page_needs_no_other_file():
    assert not re.search(r"(src|href|url)\s*[=(]", page(report()))


@pytest.mark.parametrize("quote", ["it is 120", EVIL])
def test_the_pdf_is_one_whatever_was_said(quote):
    written = as_pdf(report(quote=quote))
    assert written.startswith(b"%PDF-")
    assert written.rstrip().endswith(b"%%EOF")


def test_a_quote_longer_than_a_page_still_fits():
    assert as_pdf(report(quote="and then, " * 2000)).startswith(b"%PDF-")


def test_many_questions_stand_in_several_tables_of_about_one_width():
    fields = tuple(
        Question(name=f"q{at}", type=FieldType.TEXT, ask="What of it?")
        for at in range(11)
    )
    assert list(map(list, together(report(fields=fields)))) == [
        [0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10],
    ]  # fmt: skip
    assert as_pdf(report(fields=fields)).startswith(b"%PDF-")

"""Why a number is not called: stable codes for programs, advice for people."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """A code; once released it keeps its meaning."""

    NOT_E164 = "not_e164"
    EMERGENCY = "emergency"
    SERVICE_CODE = "service_code"
    PREMIUM = "premium"
    INVALID_NUMBER = "invalid_number"
    REGION_NOT_ALLOWED = "region_not_allowed"
    LINE_TYPE = "line_type"
    TOLL_FREE_UNATTESTED = "toll_free_unattested"
    NOT_ATTESTED = "not_attested"
    DO_NOT_CALL = "do_not_call"
    TIMEZONE_UNKNOWN = "timezone_unknown"
    TIMEZONE_MISMATCH = "timezone_mismatch"
    OUTSIDE_HOURS = "outside_hours"
    BUDGET_SPENT = "budget_spent"
    BOOKED_ELSEWHERE = "booked_elsewhere"


ADVICE: dict[Reason, str] = {
    Reason.NOT_E164: "Write the number as + and digits only, e.g. +12175550123.",
    Reason.EMERGENCY: "Emergency and crisis lines are never called; remove the row.",
    Reason.SERVICE_CODE: "N11 service codes are never called; use the office's number.",
    Reason.PREMIUM: "Premium-rate numbers are never called; find the office's number.",
    Reason.INVALID_NUMBER: "No such number can exist; check it with the business.",
    Reason.REGION_NOT_ALLOWED: "Only numbers of the United States are called.",
    Reason.LINE_TYPE: "This kind of line is not called; use the business's main line.",
    Reason.TOLL_FREE_UNATTESTED: "The called party pays for toll-free calls: attest "
    "the campaign, or use the office's local number.",
    Reason.NOT_ATTESTED: "Attest that every number is a business line which is called "
    "to enquire, not to sell.",
    Reason.DO_NOT_CALL: "They asked not to be called again, or said that "
    "it is the wrong number: then correct it in the list.",
    Reason.TIMEZONE_UNKNOWN: "Give the business's time zone, e.g. America/Chicago, in "
    "the column `timezone`.",
    Reason.TIMEZONE_MISMATCH: "The given time zone is not one the number can lie in; "
    "correct the column `timezone` or the number.",
    Reason.OUTSIDE_HOURS: "Businesses are called Monday to Friday, 9:00 to 17:00 their "
    "time, not on federal holidays; the call waits for the next such time.",
    Reason.BUDGET_SPENT: "What is left of the budget would not pay for a whole call; "
    "raise `budget_usd` or lower `call_s`.",
    Reason.BOOKED_ELSEWHERE: "The campaign has its appointment; to hear what others "
    "offer, begin one whose `booking` has `manner: offers`.",
}
"""What a person can do about each."""

"""Offered times: choose one, have it confirmed, moved or given up by a call."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.access import Deed
from dashboard.labels import booking_labels, campaign_labels
from dashboard.rows import WHEN, booking_rows, judged_rows, spaced
from dashboard.shared import CALM_S, feed, told, zone
from dashboard.signin import person
from panda.appointments.choice import Prefer
from panda.appointments.life import ASKING, HOLDING, STANDING, Move, Stage, may
from panda.appointments.views import ChoiceText, NewTime

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from panda.appointments.booking import Booking
    from panda.appointments.views import Choice

ALL = ""
MEDIA = "text/calendar"
_WIDE = {
    "Why": st.column_config.TextColumn(width="medium"),
    "In their words": st.column_config.TextColumn(width="large"),
}
_PREFER = {
    Prefer.SOONEST: "the soonest",
    Prefer.BEST: "the best business, then the soonest",
}
_GIVES_UP = {
    Move.RELEASE: "Let it go",
    Move.CANCEL: "Cancel by call",
}
"""What giving up is called, by the step that a stage has for it."""


def page() -> None:
    """Show all that was offered, and what can be done about one of them."""
    with told():
        bookings = feed().appointments()
        if not bookings:
            st.info(
                "No times yet: begin a campaign that looks for an appointment; what "
                "offices offer on its calls stands here then."
            )
            return
        titles = campaign_labels(feed().campaigns(), zone())
        wishes = [ALL, *dict.fromkeys(one.wish_id for one in bookings)]
        chosen = st.selectbox(
            "Campaign",
            wishes,
            format_func=lambda one: titles.get(one, one) or "all",
            key="wish",
        )
        _listed(chosen)
        _one(chosen)


def _of(wish_id: str) -> list[Booking]:
    return [one for one in feed().appointments() if wish_id in (ALL, one.wish_id)]


@st.fragment(run_every=CALM_S)
def _listed(wish_id: str) -> None:
    with told():
        bookings = _of(wish_id)
        st.dataframe(
            booking_rows(bookings, has_calendar=feed().system().settings.has_calendar),
            hide_index=True,
            column_config=_WIDE,
            key=f"appointments-{wish_id}",
        )
        held = any(one.stage in HOLDING for one in bookings)
        offered = any(one.stage is Stage.NOTED for one in bookings)
        if wish_id and offered and not held and person().may(Deed.RUN_CAMPAIGNS):
            _choice(wish_id)
        _last_choice(wish_id, bookings)


def _choice(wish_id: str) -> None:
    """Let somebody have one chosen by the rule."""
    order, button, _ = st.columns([3, 2, 4], vertical_alignment="bottom")
    prefer = order.selectbox(
        "Of what fits your terms and your calendar",
        list(_PREFER),
        format_func=lambda one: _PREFER[one],
        key=f"prefer-{wish_id}",
    )
    if button.button("Choose", type="primary", key=f"choose-{wish_id}"):
        text = ChoiceText(
            campaign_id=wish_id, prefer=prefer, worth=_worth(_of(wish_id), prefer)
        )
        made = feed().api.choose_appointment(text)
        st.session_state[_kept(wish_id)] = made
        feed().forget_appointments()
        st.rerun()


def _worth(bookings: Sequence[Booking], prefer: Prefer) -> dict[str, float]:
    """Say what each business is worth, by the comparisons of all that offered times."""
    if prefer is not Prefer.BEST:
        return {}
    return {
        one.target_id: one.standing.score
        for campaign_id in {booking.brought_by for booking in bookings}
        for one in feed().comparison(campaign_id).ranked
        if one.standing.rank
    }


def _kept(wish_id: str) -> str:
    return f"choice-{wish_id}"


def _last_choice(wish_id: str, bookings: Sequence[Booking]) -> None:
    """Say why this one was chosen, and not the others."""
    made: Choice | None = st.session_state.get(_kept(wish_id))
    if made is None or not made.judged:
        return
    if made.booking is None:
        st.warning("No offer fits.")
    looked = "with" if made.looked_into_calendar else "without"
    st.caption(f"How they were judged, {looked} a look into your calendar:")
    names = {one.booking_id: one for one in bookings}
    st.dataframe(
        judged_rows(made.judged, names), hide_index=True, key=f"judged-{wish_id}"
    )


@st.fragment(run_every=CALM_S)
def _one(wish_id: str) -> None:
    with told():
        bookings = {one.booking_id: one for one in _of(wish_id)}
        if st.session_state.get("appointment") not in bookings:
            st.session_state["appointment"] = _first(list(bookings.values()))
        names = booking_labels(bookings.values(), WHEN)
        chosen = st.selectbox(
            "Appointment",
            list(bookings),
            format_func=lambda one: names.get(one, one),
            key="appointment",
        )
        booking = bookings[chosen]
        _about(booking)
        if person().may(Deed.RUN_CAMPAIGNS):
            _steps(booking)
            _move(booking)


def _first(bookings: Sequence[Booking]) -> str:
    """Return the one that is held, or else the soonest."""
    held = (one.booking_id for one in bookings if one.stage in HOLDING)
    return next(held, bookings[0].booking_id)


def _about(one: Booking) -> None:
    words, file = st.columns([6, 1], vertical_alignment="center")
    theirs = f" ({one.begins:%Z})" if one.zone else ""
    lines = [
        spaced(one.stage).capitalize(),
        f"{one.service}, {one.length_min} minutes, on their clocks{theirs}",
    ]
    if one.place:
        lines.append(one.place)
    lines.append(one.phone)
    if one.stage in ASKING and one.errand is not None:
        asked = f"A call is to {spaced(one.errand.kind)} it"
        if one.errand.slot is not None:
            slot = one.errand.slot.astimezone(one.begins.tzinfo)
            asked += f" to {slot:{WHEN}}"
        stands = "; until they agree it stands as it was" * (one.stage in STANDING)
        lines.append(f"{asked}{stands}.")
    words.text("\n".join(lines))
    file.download_button(
        "ICS",
        lambda: feed().api.appointment_ics(one.booking_id),
        f"{one.booking_id}.ics",
        MEDIA,
        on_click="ignore",
        width="stretch",
        key=f"ics-{one.booking_id}",
    )


def _steps(one: Booking) -> None:
    """Offer what its stage allows, as the table of its life has it."""
    orders: list[tuple[str, Callable[[], object]]] = []
    api, name = feed().api, one.booking_id
    if may(one.stage, Move.CHOOSE):
        text = ChoiceText(campaign_id=one.wish_id, booking_id=name)
        orders.append(("Take this one", lambda: api.choose_appointment(text)))
    if may(one.stage, Move.CONFIRM):
        orders.append(("Confirm by call", lambda: api.confirm_appointment(name)))
    for move, label in _GIVES_UP.items():
        if may(one.stage, move):
            orders.append((label, lambda: api.cancel_appointment(name)))
    if not orders:
        return
    for place, (label, do) in zip(
        st.columns([1] * len(orders) + [6 - len(orders)]), orders, strict=False
    ):
        if place.button(label, key=f"{label}-{name}"):
            _done(do)


def _move(one: Booking) -> None:
    """Let somebody ask for another time, on the business's clocks."""
    if not may(one.stage, Move.RESCHEDULE):
        return
    day, hour, anyway, button = st.columns([2, 2, 3, 2], vertical_alignment="bottom")
    name = one.booking_id
    on = day.date_input("Move to", one.begins.date(), key=f"day-{name}")
    at = hour.time_input(
        "at, on their clocks",
        one.begins.time(),
        step=timedelta(minutes=15),
        key=f"hour-{name}",
    )
    regardless = anyway.checkbox(
        "whatever terms and calendar say", key=f"regardless-{name}"
    )
    if button.button("Ask for it by call", key=f"move-{name}"):
        slot = datetime.combine(on, at)
        if not one.zone:
            slot = slot.replace(tzinfo=one.begins.tzinfo)
        to = NewTime(slot=slot, regardless=regardless)
        _done(lambda: feed().api.reschedule_appointment(name, to))


def _done(do: Callable[[], object]) -> None:
    """Do it, and have everybody see what came of it."""
    try:
        do()
    finally:
        feed().forget_appointments()
    st.rerun()

"""The pages, one module each, in the order of the menu, and who may open them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.access import Deed
from dashboard.views import (
    appointments,
    call,
    campaigns,
    functions,
    live,
    results,
    routes,
    settings,
    system,
)

if TYPE_CHECKING:
    from dashboard.signin import Person


def pages(who: Person) -> list[st.Page]:
    """Return the pages that somebody may open."""
    rows = [
        (Deed.LOOK, live.page, "Live", ":material/call:"),
        (Deed.LOOK, call.page, "Call", ":material/headset_mic:"),
        (Deed.LOOK, campaigns.page, "Campaigns", ":material/list_alt:"),
        (Deed.LOOK, results.page, "Results", ":material/table_chart:"),
        (Deed.LOOK, appointments.page, "Appointments", ":material/event:"),
        (Deed.LOOK, routes.page, "Routes", ":material/account_tree:"),
        (Deed.LOOK, functions.page, "Functions", ":material/function:"),
        (Deed.LOOK, system.page, "System", ":material/monitor_heart:"),
        (Deed.ADMINISTER, settings.page, "Settings", ":material/settings:"),
    ]
    return [
        st.Page(
            page,
            title=title,
            icon=icon,
            url_path=title.lower(),
            default=title == "Live",
        )
        for deed, page, title, icon in rows
        if who.may(deed)
    ]

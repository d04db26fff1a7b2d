"""A client of the Realtime API's beta dialect, for calls over Twilio's streams."""

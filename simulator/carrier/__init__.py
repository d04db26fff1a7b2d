"""Twilio's side of the wire: REST, TwiML, webhooks, Media Streams, and the phones.

`server` is the process. A request enters at `rest`, becomes a `Call` in the
`exchange`, is dialled, rung and answered by its `leg`, which runs TwiML
(`interpreter`) over one `line`: the audio between the document and the callee, moved
20 ms at a time by the one `pacer`. `stream` is the Media Streams protocol without a
socket, `media` its socket.
"""

"""What an operator does with a live call: come in, speak through the AI, press keys."""

from http import HTTPStatus

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from panda.call import CallState
from panda.mailbox import (
    Attended,
    Hold,
    Note,
    PressKeys,
    Resume,
    Speak,
    Transfer,
    Whisper,
)
from panda.operator.phones import Phones
from panda.operator.views import (
    Admission,
    AdmissionRequest,
    Author,
    KeysToPress,
    NoteText,
    Told,
    TransferPhones,
    TransferRequest,
    Words,
)
from serve_api.doors import Configured, Panda
from serve_api.telling import tell

router = APIRouter(prefix="/api/calls/{call_id}", tags=["operators"])


@router.post("/operator", status_code=HTTPStatus.CREATED)
async def admit(call_id: str, request: AdmissionRequest, panda: Panda) -> Admission:
    """Give a ticket to the call's WebSocket: see the guide on the operator's wire."""
    snapshot = await panda.snapshot(call_id)
    result = await panda.result(call_id)
    if snapshot is None and result is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "no such call")
    if snapshot is None or snapshot.state is CallState.ENDED or result is not None:
        raise HTTPException(HTTPStatus.CONFLICT, "this call has ended")
    return panda.admission(call_id, request)


@router.post("/speak", status_code=HTTPStatus.ACCEPTED)
async def speak(call_id: str, words: Words, panda: Panda) -> Told:
    """Have the AI speak these words to the callee."""
    return await tell(call_id, Speak(text=words.text, author=words.author), panda)


@router.post("/whisper", status_code=HTTPStatus.ACCEPTED)
async def whisper(call_id: str, words: Words, panda: Panda) -> Told:
    """Instruct the AI; the callee never hears it."""
    return await tell(call_id, Whisper(text=words.text, author=words.author), panda)


@router.post("/keys", status_code=HTTPStatus.ACCEPTED)
async def keys(call_id: str, keys: KeysToPress, panda: Panda) -> Told:
    """Press keys."""
    order = PressKeys(digits=keys.digits, author=keys.author)
    return await tell(call_id, order, panda)


@router.post("/hold", status_code=HTTPStatus.ACCEPTED)
async def hold(call_id: str, panda: Panda, by: Author | None = None) -> Told:
    """Play music to the callee."""
    return await tell(call_id, Hold(author=(by or Author()).author), panda)


@router.post("/resume", status_code=HTTPStatus.ACCEPTED)
async def resume(call_id: str, panda: Panda, by: Author | None = None) -> Told:
    """End the music: whoever was heard before is heard again."""
    return await tell(call_id, Resume(author=(by or Author()).author), panda)


@router.post("/transfer", status_code=HTTPStatus.ACCEPTED)
async def transfer(
    call_id: str, request: TransferRequest, panda: Panda, settings: Configured
) -> Told:
    """Put the callee through to an operator's own telephone, which rings first."""
    to = Phones(settings.transfer_phones).checked(request.to)
    return await tell(call_id, Transfer(to=to, author=request.author), panda)


@router.get("/transfer")
async def transfer_phones(call_id: str, settings: Configured) -> TransferPhones:
    """List the names of the telephones this call may be put through to."""
    del call_id  # it is the same for all: that is the installation's list
    return TransferPhones(names=Phones(settings.transfer_phones).names)


@router.post("/attended", status_code=HTTPStatus.ACCEPTED)
async def attended(call_id: str, panda: Panda, by: Author | None = None) -> Told:
    """Say that somebody has seen to what a person was needed for."""
    return await tell(call_id, Attended(author=(by or Author()).author), panda)


@router.post("/note", status_code=HTTPStatus.ACCEPTED)
async def note(call_id: str, note: NoteText, panda: Panda) -> Told:
    """Pin a note to a moment of a call: to this one, if no other is named.

    A call that is over takes notes as well, for as long as its log is kept.
    """
    order = Note(author=note.author, text=note.text, about_ms=note.about_ms)
    if not await panda.tell(call_id, order):
        await panda.annotate(call_id, order)
    return Told(call_id=call_id)

"""What calls ask the people they are made for, and their answers."""

from http import HTTPStatus

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from panda.operator.views import Told
from panda.people.answering import AnswerText, AskedQuestion, asked_by
from serve_api.doors import Panda

router = APIRouter(prefix="/api", tags=["questions"])


@router.get("/questions")
async def questions(
    panda: Panda, campaign_id: str | None = None
) -> list[AskedQuestion]:
    """List what live calls have asked and wait for, what is due first first."""
    return asked_by(await panda.snapshots(campaign_id))


@router.post(
    "/calls/{call_id}/questions/{question_id}/answer", status_code=HTTPStatus.ACCEPTED
)
async def answer(
    call_id: str, question_id: str, given: AnswerText, panda: Panda
) -> Told:
    """Answer a question of a call.

    A private answer is sealed before anything else is done with it; no other call, no
    model and no log has it.
    """
    if await panda.snapshot(call_id) is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "no such call")
    if not await panda.answer(call_id, question_id, given):
        raise HTTPException(
            HTTPStatus.CONFLICT, "this question is answered, or was never asked"
        )
    return Told(call_id=call_id)

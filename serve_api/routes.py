"""What was learned of phone menus."""

from http import HTTPStatus

from fastapi import APIRouter
from starlette.exceptions import HTTPException

from panda.menu.memory import Graph
from panda.menu.memory.stats import Grouping, RouteStats
from panda.menu.menu import Route
from serve_api.doors import Panda

router = APIRouter(prefix="/api/routes", tags=["routes"])


@router.get("")
async def routes(panda: Panda, number: str | None = None) -> list[Route]:
    """List learned ways through phone menus, of one number or of all."""
    return list(await panda.routes(number))


@router.get("/stats")
async def route_stats(panda: Panda, by: Grouping = "number") -> list[RouteStats]:
    """Say how often menus were got through, how fast, and with how many wrong keys."""
    return list(await panda.route_stats(by))


@router.get("/{number}")
async def menus(panda: Panda, number: str) -> list[Graph]:
    """Return all versions of a number's menus, oldest first."""
    graphs = await panda.graphs(number)
    if not graphs:
        raise HTTPException(
            HTTPStatus.NOT_FOUND, "no menus were learned of this number"
        )
    return list(graphs)

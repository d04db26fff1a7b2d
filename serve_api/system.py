"""The installation itself: what runs, how much it may do."""

from fastapi import APIRouter

from panda.call import CallState
from panda.views import SystemView
from serve_api.doors import Configured, Panda

router = APIRouter(prefix="/api/system", tags=["system"])


@router.get("")
async def system(panda: Panda, settings: Configured) -> SystemView:
    """Say what runs here, how much it may do, and with what settings."""
    snapshots = await panda.snapshots()
    return SystemView.of(
        settings,
        now=panda.now(),
        paused=await panda.paused(),
        live=[one for one in snapshots if one.state is not CallState.ENDED],
        parts=await panda.parts(),
    )

"""Is the process alive, and is it ready to take work: for load balancers and for whoever is on call."""

from aiohttp import web
from sqlalchemy.exc import SQLAlchemyError

from contactcenter.web.keys import BUS, DATABASE


class Readiness:
    """What is still missing before work can be taken; the composition root says so, an empty text means ready."""

    def __init__(self) -> None:
        self.missing = "starting"


READINESS = web.AppKey("readiness", Readiness)


async def get_healthz(request: web.Request) -> web.Response:
    return web.json_response({"alive": True})


async def get_readyz(request: web.Request) -> web.Response:
    """200 once migrated, seeded and caught up with the journal, while the database answers."""
    missing = request.app[READINESS].missing
    if not missing:
        try:
            await request.app[DATABASE].check()
        except (SQLAlchemyError, OSError):
            missing = "the database does not answer"
    # Without the other nodes' facts screens are slower by seconds; that is no reason to send nobody here any more.
    bus = "connected" if request.app[BUS].is_connected else "lost"
    answer = {"ready": not missing, "missing": missing, "live_bus": bus}
    return web.json_response(answer, status=503 if missing else 200)


def setup_health(app: web.Application) -> None:
    app.router.add_get("/healthz", get_healthz)
    app.router.add_get("/readyz", get_readyz)

"""Places of the estate."""

from agent_console.http.caller import EVERYONE
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, cut_page, last_seen
from agent_console.schemas.places import Place as PlaceAnswer
from agent_console.schemas.places import PlaceQuery
from contactcenter.db import Session
from contactcenter.places.service import get_place, search_places


@endpoint("GET", "/api/v1/places", roles=EVERYONE, summary="Places", answers={200: Page[PlaceAnswer]})
async def get_places(query: PlaceQuery, session: Session) -> Page[PlaceAnswer]:
    """`q` takes any usual spelling of a unit."""
    found = await search_places(
        session,
        query.q or "",
        kind=query.kind,
        parent_id=query.parent,
        limit=query.limit + 1,
        after=last_seen(query),
    )
    rows, next_cursor = cut_page(found, query, key=lambda place: place.id)
    return Page[PlaceAnswer](items=[PlaceAnswer.model_validate(row) for row in rows], next_cursor=next_cursor)


@endpoint("GET", "/api/v1/places/{id}", roles=EVERYONE, summary="One place", answers={200: PlaceAnswer})
async def get_one_place(id: str, session: Session) -> PlaceAnswer:
    return PlaceAnswer.model_validate(await get_place(session, id))

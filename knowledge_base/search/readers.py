"""Makes the filters of the two kinds of readers: an agent, and whoever reads the public help page."""

from collections.abc import Collection

from contactcenter.agents import roles
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.groups.service import groups_of
from contactcenter.places.service import path_to
from knowledge_base.search.filters import Filter

# Whoever publishes articles reads them all, those of every group too.
READ_ALL_GROUPS = frozenset({roles.SUPERVISOR, roles.MANAGER, roles.ADMINISTRATOR})


async def reader_filter(
    session: Session,
    agent: Agent,
    *,
    place_id: str | None = None,
    language: str | None = None,
    category: str | None = None,
    kind: str | None = None,
) -> Filter:
    """What this agent may find; what is about `place_id` comes first, what is about other places last."""
    reads_all = roles.has_any(agent.roles, READ_ALL_GROUPS)
    groups = [] if reads_all else await groups_of(session, agent.id)
    return Filter(
        language=language,
        category=category,
        kind=kind,
        is_staff=True,
        reader_ids=frozenset({agent.id, *(group.id for group in groups)}),
        reads_all_groups=reads_all,
        place_ids=await _way_to(session, place_id),
    )


def public_filter(estate_id: str | None, *, language: str | None = None, category: str | None = None) -> Filter:
    """What everybody may find who asks about this estate: nothing about another one."""
    here: Collection[str] = () if estate_id is None else (estate_id,)
    return Filter(language=language, category=category, place_ids=tuple(here), only_here=True)


async def _way_to(session: Session, place_id: str | None) -> tuple[str, ...]:
    """From the estate to the place; a place that does not exist leads nowhere."""
    return () if place_id is None else tuple(place.id for place in await path_to(session, place_id))

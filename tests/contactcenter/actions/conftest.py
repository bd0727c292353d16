"""The house in which the emergencies of these tests happen."""

import pytest

from contactcenter.db import Database
from tests.support.house import House, make_house


@pytest.fixture
async def house(db: Database) -> House:
    return await make_house(db)

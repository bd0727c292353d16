"""What the replay knows of the estate that was just seeded: ids by the names the scripts use."""

from collections.abc import Mapping
from dataclasses import dataclass

from contactcenter.demo.content.groups import GROUPS
from contactcenter.demo.content.people import DemoCustomer, build_residents
from contactcenter.demo.content.staff import build_staff


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who writes or does something."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Estate:
    """`staff` by user name; the others give the id of a row by its key or code."""

    staff: Mapping[str, Person]
    customers: Mapping[str, str]
    places: Mapping[str, str]
    queues: Mapping[str, str]
    groups: Mapping[str, str]

    @property
    def staff_ids(self) -> dict[str, str]:
        return {username: person.id for username, person in self.staff.items()}

    def members_of(self, group_code: str) -> list[Person]:
        group = next(group for group in GROUPS if group.code == group_code)
        return [self.staff[username] for username in group.members]


def people_of(ids: Mapping[str, str]) -> dict[str, Person]:
    """The staff by user name."""
    return {person.username: Person(ids[person.username], person.name) for person in build_staff()}


def customers_by_key() -> dict[str, DemoCustomer]:
    return {customer.key: customer for customer in build_residents().customers}

"""Twenty-five hundred invented residents and a few organisations: who owns, rents and lives where, how each is reached.

Telephone numbers lie in a dozen small blocks (+852 5100 …, 6100 …), so a demo number is recognised at a glance.
"""

import random
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Final, Literal

from contactcenter.basics.languages import Language, Names
from contactcenter.demo.content.estate import build_estate
from contactcenter.demo.content.fixed_people import (
    LETTING_AGENTS,
    LONG_NAME_HOMES,
    ORGANISATIONS,
    PERSONA_NAMES,
    PERSONA_RESIDENTS,
    SPECIAL_RESIDENTS,
    FixedResident,
    Role,
)
from contactcenter.demo.content.name_lists import (
    ENGLISH_GIVEN,
    ENGLISH_SURNAMES,
    HONG_KONG_GIVEN,
    HONG_KONG_SURNAMES,
    LONG_NAMES,
    MAINLAND_GIVEN,
    MAINLAND_SURNAMES,
)

PEOPLE_COUNT: Final = 2500
_SEED: Final = 20220601
_FIRST_HANDOVER: Final = date(2022, 6, 1)
_LAST_MOVE: Final = date(2025, 5, 31)
# How many of those who have a telephone can be written to as well.
_WITH_MAIL: Final = 0.58
_PHONE_BLOCKS: Final = tuple(f"{first}{hundreds}00" for hundreds in (1, 3, 5, 7) for first in (5, 6, 9))


@dataclass(frozen=True, slots=True)
class DemoCustomer:
    key: str
    name: str
    romanised: str
    kind: Literal["person", "organisation"]
    language: Language
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class DemoOccupancy:
    """`lives_here` is false for an owner who lets the flat or lives abroad."""

    customer_key: str
    place_code: str
    role: Role
    from_date: date
    to_date: date | None = None
    lives_here: bool = True


@dataclass(frozen=True, slots=True)
class DemoPersona:
    """One of the people a visitor may be on the demo phone page."""

    customer_key: str
    names: Names
    phone: str
    place_code: str
    home_names: Names
    language: Language
    email: str = ""

    @property
    def name(self) -> str:
        return self.names[self.language]


@dataclass(frozen=True)
class DemoResidents:
    customers: tuple[DemoCustomer, ...]
    occupancies: tuple[DemoOccupancy, ...]
    personas: tuple[DemoPersona, ...]

    @property
    def people(self) -> tuple[DemoCustomer, ...]:
        return tuple(customer for customer in self.customers if customer.kind == "person")

    @cached_property
    def by_key(self) -> dict[str, DemoCustomer]:
        return {customer.key: customer for customer in self.customers}

    @cached_property
    def households(self) -> dict[str, tuple[DemoCustomer, ...]]:
        """Who lives in each home now, by the home's code; a home that stands empty is left out."""
        found: dict[str, list[DemoCustomer]] = {}
        for stay in self.occupancies:
            if stay.lives_here and stay.to_date is None:
                found.setdefault(stay.place_code, []).append(self.by_key[stay.customer_key])
        return {place_code: tuple(people) for place_code, people in found.items()}

    def living_in(self, place_code: str) -> tuple[DemoCustomer, ...]:
        return self.households.get(place_code, ())


class _Register:
    """Collects people while the estate fills up; every draw comes from one seeded generator."""

    def __init__(self) -> None:
        self.random = random.Random(_SEED)
        self.customers: list[DemoCustomer] = []
        self.people_count = 0
        self.occupancies: list[DemoOccupancy] = []
        by_hand = (*PERSONA_RESIDENTS, *SPECIAL_RESIDENTS, *LETTING_AGENTS)
        self._names: set[str] = {resident.name for resident in by_hand}
        self._emails: set[str] = {resident.email for resident in by_hand}
        fixed = {resident.phone for resident in by_hand}
        numbers = [f"+852{block}{last:04d}" for block in _PHONE_BLOCKS for last in range(1000, 9999, 37)]
        self._phones = [number for number in numbers if number not in fixed]
        self.random.shuffle(self._phones)

    def add_fixed(self, resident: FixedResident) -> str:
        phones = (resident.phone,) if resident.phone else ()
        emails = (resident.email,) if resident.email else ()
        return self._add(
            DemoCustomer(
                self._next_key(resident.kind),
                resident.name,
                resident.romanised,
                resident.kind,
                resident.language,
                phones,
                emails,
                resident.note,
            )
        )

    def add_drawn(self, language: Language, *, surname: tuple[str, str] | None = None, abroad: bool = False) -> str:
        name, romanised = self._draw_name(language, surname)
        wants_mail = abroad or self.random.random() < _WITH_MAIL
        phone_count = 0 if abroad and self.random.random() < 0.3 else 2 if self.random.random() < 0.08 else 1
        phones = tuple(self._phones.pop() for _ in range(phone_count))
        emails = (self._email(romanised or name),) if wants_mail else ()
        return self._add(DemoCustomer(self._next_key("person"), name, romanised, "person", language, phones, emails))

    def add_long_name(self, name: str, romanised: str, language: Language) -> str:
        phones = (self._phones.pop(),)
        key = self._next_key("person")
        return self._add(DemoCustomer(key, name, romanised, "person", language, phones, ()))

    def settle(
        self, key: str, place_code: str, role: Role, *, since: date | None = None, lives_here: bool = True
    ) -> None:
        start = since or self.draw_date(_FIRST_HANDOVER, _LAST_MOVE)
        self.occupancies.append(DemoOccupancy(key, place_code, role, start, None, lives_here))

    def settle_former(self, key: str, place_code: str, *, until: date) -> None:
        start = self.draw_date(_FIRST_HANDOVER, until - timedelta(days=300))
        self.occupancies.append(DemoOccupancy(key, place_code, "tenant", start, until, lives_here=False))

    def draw_date(self, first: date, last: date) -> date:
        return first + timedelta(days=self.random.randrange((last - first).days + 1))

    def draw_language(self) -> Language:
        return self.random.choices(("zh-Hant", "zh-Hans", "en"), weights=(62, 22, 16))[0]

    def draw_surname(self, language: Language) -> tuple[str, str]:
        lists = {"zh-Hant": HONG_KONG_SURNAMES, "zh-Hans": MAINLAND_SURNAMES}
        if language == "en":
            surname = self.random.choice(ENGLISH_SURNAMES)
            return surname, surname
        characters, romanised = self.random.choice(lists[language])
        return characters, romanised

    def _draw_name(self, language: Language, surname: tuple[str, str] | None) -> tuple[str, str]:
        while True:
            family, family_romanised = surname or self.draw_surname(language)
            if language == "en":
                name, romanised = f"{self.random.choice(ENGLISH_GIVEN)} {family}", ""
            else:
                given_list = HONG_KONG_GIVEN if language == "zh-Hant" else MAINLAND_GIVEN
                given, given_romanised = self.random.choice(given_list)
                name, romanised = family + given, f"{family_romanised} {given_romanised}"
            if name not in self._names:
                self._names.add(name)
                return name, romanised

    def _email(self, name: str) -> str:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        words = ["".join(filter(str.isalnum, word)) for word in plain.split()]
        domain = self.random.choice(("example.com", "example.org"))
        local = ".".join(words)
        address, number = f"{local}@{domain}", 2
        while address in self._emails:
            address, number = f"{local}{number}@{domain}", number + 1
        self._emails.add(address)
        return address

    def _next_key(self, kind: str) -> str:
        return f"{kind}-{len(self.customers) + 1:04d}"

    def _add(self, customer: DemoCustomer) -> str:
        self.customers.append(customer)
        self.people_count += customer.kind == "person"
        return customer.key


@cache
def build_residents() -> DemoResidents:
    register = _Register()
    lived_in: dict[str, Language] = {}
    for resident in (*PERSONA_RESIDENTS, *SPECIAL_RESIDENTS):
        _settle_fixed(register, resident, lived_in)
    for (name, romanised, language), home in zip(LONG_NAMES, LONG_NAME_HOMES, strict=True):
        key = register.add_long_name(name, romanised, _language(language))
        register.settle(key, home, "owner")
        lived_in[home] = _language(language)
    _settle_organisations(register, lived_in)
    _settle_owners_and_tenants(register, lived_in)
    _settle_letting_agents(register)
    _settle_families(register, lived_in)
    customers = tuple(register.customers)
    return DemoResidents(customers, tuple(register.occupancies), tuple(_personas(customers)))


def _language(value: str) -> Language:
    for language in ("zh-Hant", "zh-Hans", "en"):
        if value == language:
            return language
    raise ValueError(value)


def _settle_fixed(register: _Register, resident: FixedResident, lived_in: dict[str, Language]) -> None:
    key = register.add_fixed(resident)
    for home in resident.homes:
        register.settle(key, home.place_code, home.role, since=home.since, lives_here=home.lives_here)
        if home.lives_here:
            lived_in[home.place_code] = resident.language


def _settle_organisations(register: _Register, lived_in: dict[str, Language]) -> None:
    """A firm owns flats for its staff: each has a tenant of its own."""
    for organisation in ORGANISATIONS:
        key = register.add_fixed(organisation)
        for home in organisation.homes:
            register.settle(key, home.place_code, home.role, since=home.since, lives_here=False)
            if home.role == "owner":
                _settle_tenant(register, home.place_code, lived_in)


def _settle_tenant(register: _Register, place_code: str, lived_in: dict[str, Language]) -> None:
    language = register.draw_language()
    tenant = register.add_drawn(language)
    register.settle(tenant, place_code, "tenant", since=register.draw_date(date(2023, 1, 1), _LAST_MOVE))
    lived_in[place_code] = language


def _settle_owners_and_tenants(register: _Register, lived_in: dict[str, Language]) -> None:
    owned = {stay.place_code for stay in register.occupancies if stay.role == "owner"}
    owners_at_home: list[str] = []
    for place in build_estate().of_kind("unit"):
        if place.code in owned:
            if _is_let_by_owner(register, place.code, lived_in):
                _settle_tenant(register, place.code, lived_in)
            continue
        draw = register.random.random()
        if place.code in lived_in or draw < 0.24:
            _let_flat(register, place.code, lived_in)
        elif draw < 0.30 and len(owners_at_home) > 20:
            second_home_owner = owners_at_home.pop(register.random.randrange(len(owners_at_home)))
            register.settle(second_home_owner, place.code, "owner", lives_here=False)
            _settle_tenant(register, place.code, lived_in)
        elif draw < 0.34:
            key = register.add_drawn(register.draw_language(), abroad=True)
            register.settle(key, place.code, "owner", lives_here=False)
        else:
            language = register.draw_language()
            key = register.add_drawn(language)
            register.settle(key, place.code, "owner")
            owners_at_home.append(key)
            lived_in[place.code] = language


def _is_let_by_owner(register: _Register, place_code: str, lived_in: dict[str, Language]) -> bool:
    return place_code not in lived_in and any(
        home.place_code == place_code and home.is_let for resident in PERSONA_RESIDENTS for home in resident.homes
    )


def _let_flat(register: _Register, place_code: str, lived_in: dict[str, Language]) -> None:
    owner = register.add_drawn(register.draw_language(), abroad=register.random.random() < 0.5)
    register.settle(owner, place_code, "owner", lives_here=False)
    if place_code not in lived_in:
        _settle_tenant(register, place_code, lived_in)


def _settle_letting_agents(register: _Register) -> None:
    empty_handed = [stay.place_code for stay in register.occupancies if stay.role == "owner" and not stay.lives_here]
    for number, agent in enumerate(LETTING_AGENTS):
        key = register.add_fixed(agent)
        for place_code in empty_handed[number :: len(LETTING_AGENTS) * 5]:
            register.settle(key, place_code, "agent", lives_here=False)


def _settle_families(register: _Register, lived_in: dict[str, Language]) -> None:
    """Families fill the estate up to the exact count; a few former tenants keep old numbers interesting."""
    homes = sorted(home for home in lived_in if home not in {"2-15-A", "3-12-B"})
    register.random.shuffle(homes)
    for home in homes[:40]:
        key = register.add_drawn(register.draw_language())
        register.settle_former(key, home, until=register.draw_date(date(2024, 1, 1), date(2025, 3, 31)))
    surnames = {customer.key: _surname_of(customer) for customer in register.customers}
    heads = {stay.place_code: stay for stay in reversed(register.occupancies) if stay.lives_here}
    position = 0
    while register.people_count < PEOPLE_COUNT:
        home = homes[position % len(homes)]
        position += 1
        head = heads[home]
        shares_surname = register.random.random() < 0.6
        key = register.add_drawn(lived_in[home], surname=surnames[head.customer_key] if shares_surname else None)
        register.settle(key, home, "family", since=max(head.from_date, register.draw_date(head.from_date, _LAST_MOVE)))


def _surname_of(customer: DemoCustomer) -> tuple[str, str] | None:
    if customer.language == "en":
        surname = customer.name.split()[-1]
        return (surname, surname) if surname in ENGLISH_SURNAMES else None
    known = HONG_KONG_SURNAMES if customer.language == "zh-Hant" else MAINLAND_SURNAMES
    if len(customer.name) > 4:
        return None
    matches = [entry for entry in known if customer.name.startswith(entry[0])]
    return (matches[-1][0], matches[-1][1]) if matches else None


def _personas(customers: tuple[DemoCustomer, ...]) -> Iterator[DemoPersona]:
    places = build_estate().by_code
    for resident in PERSONA_RESIDENTS:
        customer = next(customer for customer in customers if customer.name == resident.name)
        home = next(home for home in resident.homes if home.lives_here)
        yield DemoPersona(
            customer.key,
            PERSONA_NAMES[resident.name],
            customer.phones[0],
            home.place_code,
            places[home.place_code].names,
            customer.language,
            next(iter(customer.emails), ""),
        )

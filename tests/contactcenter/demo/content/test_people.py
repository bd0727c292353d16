"""The residents: exact count, unique ways to reach them, every flat owned, the same people on every run."""

import re
from collections import Counter

from contactcenter.demo.content.estate import build_estate
from contactcenter.demo.content.people import build_residents


def test_there_are_twenty_five_hundred_people_with_unique_names_and_three_organisations() -> None:
    residents = build_residents()
    assert len(residents.people) == 2500
    assert len({customer.name for customer in residents.people}) == 2500
    assert len(residents.customers) - len(residents.people) == 3


def test_everyone_can_be_reached_and_no_address_is_shared() -> None:
    customers = build_residents().customers
    phones = [phone for customer in customers for phone in customer.phones]
    emails = [email for customer in customers for email in customer.emails]
    assert all(customer.phones or customer.emails for customer in customers)
    assert len(phones) == len(set(phones))
    assert len(emails) == len(set(emails))
    assert all(re.fullmatch(r"\+852[569]\d{7}", phone) for phone in phones)
    assert all(re.fullmatch(r"[a-z0-9.]+@([a-z]+\.)?example\.(com|org)", email) for email in emails)


def test_six_in_ten_can_be_written_to() -> None:
    people = build_residents().people
    assert 0.55 < sum(bool(person.emails) for person in people) / len(people) < 0.66


def test_a_household_is_who_lives_there_now() -> None:
    residents = build_residents()
    assert [person.name for person in residents.living_in("3-12-B")] == ["陳大文", "李淑儀", "陳梓晴"]
    assert residents.living_in("3-17-D") == ()


def test_every_unit_has_an_owner_and_most_have_somebody_living_there() -> None:
    residents = build_residents()
    units = {place.code for place in build_estate().of_kind("unit")}
    owned = Counter(stay.place_code for stay in residents.occupancies if stay.role == "owner")
    lived_in = {stay.place_code for stay in residents.occupancies if stay.lives_here}
    assert set(owned) == units
    assert set(owned.values()) == {1}
    assert len(lived_in) > 1350


def test_stays_have_dates_in_order_and_known_people_and_places() -> None:
    residents = build_residents()
    keys = {customer.key for customer in residents.customers}
    for stay in residents.occupancies:
        assert stay.customer_key in keys
        assert stay.place_code in build_estate().by_code
        assert stay.to_date is None or stay.from_date < stay.to_date


def test_some_own_two_homes_and_some_owners_live_elsewhere() -> None:
    residents = build_residents()
    homes = Counter(stay.customer_key for stay in residents.occupancies if stay.role == "owner")
    people = {customer.key for customer in residents.people}
    assert sum(count > 1 for key, count in homes.items() if key in people) >= 3
    assert any(stay.role == "owner" and not stay.lives_here for stay in residents.occupancies)


def test_all_three_languages_are_spoken_by_many() -> None:
    spoken = Counter(customer.language for customer in build_residents().people)
    assert min(spoken.values()) > 300
    assert set(spoken) == {"zh-Hant", "zh-Hans", "en"}


def test_six_personas_begin_with_the_owner_of_3_12_b() -> None:
    personas = build_residents().personas
    assert len(personas) == 6
    first = personas[0]
    assert (first.name, first.place_code, first.language) == ("陳大文", "3-12-B", "zh-Hant")
    assert {persona.language for persona in personas} == {"zh-Hant", "zh-Hans", "en"}
    assert all(set(persona.names) == {"zh-Hant", "zh-Hans", "en"} for persona in personas)
    assert all(re.fullmatch(r"[a-z.]+@example\.(com|org)", persona.email) for persona in personas)


def test_a_second_run_gives_the_same_people() -> None:
    first = build_residents()
    build_residents.cache_clear()
    assert build_residents() == first

"""Phone numbers in one form, and addresses made safe for logs."""

import pytest

from contactcenter.text.numbers import mask, normalise_phone


@pytest.mark.parametrize(
    ("raw", "region", "number"),
    [
        pytest.param("+85291234567", "HK", "+85291234567", id="already E.164"),
        pytest.param("9123 4567", "HK", "+85291234567", id="national with a space"),
        pytest.param("2345-6789", "HK", "+85223456789", id="national with a dash"),
        pytest.param("９１２３４５６７", "HK", "+85291234567", id="full width"),
        pytest.param("(852) 9123 4567", "HK", "+85291234567", id="country code without a plus"),
        pytest.param("00852 9123 4567", "HK", "+85291234567", id="international prefix"),
        pytest.param("tel:+852-9123-4567", "HK", "+85291234567", id="tel URL"),
        pytest.param("+86 138 0013 8000", "HK", "+8613800138000", id="mainland mobile"),
        pytest.param("0912 345 678", "TW", "+886912345678", id="Taiwan mobile"),
        pytest.param("+15005550006", "HK", "+15005550006", id="test number of the carrier"),
        pytest.param("12345678", "HK", None, id="no such Hong Kong number"),
        pytest.param("999", "HK", None, id="emergency number"),
        pytest.param("BANK", "HK", None, id="letters only"),
        pytest.param("", "HK", None, id="nothing"),
        pytest.param("C-2026-0001", "HK", None, id="a reference"),
    ],
)
def test_number_is_normalised(raw: str, region: str, number: str | None) -> None:
    assert normalise_phone(raw, region) == number


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("+85291234567", "+852****4567"),
        ("ada.wong@example.com", "a***@example.com"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_address_is_masked(address: str, shown: str) -> None:
    assert mask(address) == shown

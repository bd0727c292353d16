"""Numbers as people write them in addresses: digits, Chinese numerals, English words. Pure."""

from typing import Final

DIGITS: Final = {
    "零": 0, "〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
TENS: Final = {"十": 10, "拾": 10, "廿": 20, "卅": 30}
CHINESE: Final = "".join((*DIGITS, *TENS))

ENGLISH: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
    # I, V and X alone are letters of towers, or the speaker.
    "ii": 2, "iii": 3, "iv": 4, "vi": 6, "vii": 7, "viii": 8, "ix": 9,
}  # fmt: skip


def read_number(text: str) -> int | None:
    """12, 十二, 廿三, 二十三, 一二, twelve → a number; None where it is none."""
    if text.isascii():
        return int(text) if text.isdigit() else ENGLISH.get(text.lower())
    tens = [place for place, character in enumerate(text) if character in TENS]
    if not tens:
        # Read out digit by digit, as room numbers are: 一二〇三.
        digits = [DIGITS.get(character) for character in text]
        return None if None in digits else int("".join(str(digit) for digit in digits))
    return _with_tens(text[: tens[0]], text[tens[0]], text[tens[0] + 1 :])


def _with_tens(before: str, ten: str, after: str) -> int | None:
    if (before and (before not in DIGITS or ten not in "十拾")) or (after and after not in DIGITS):
        return None
    return TENS[ten] * (DIGITS[before] if before else 1) + (DIGITS[after] if after else 0)

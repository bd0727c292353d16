"""How many parts a text is billed as."""

import pytest

from channels.simulator.segments import count_segments


@pytest.mark.parametrize(
    ("text", "encoding", "units", "count"),
    [
        pytest.param("", "GSM-7", 0, 1, id="nothing is one part"),
        pytest.param("a" * 160, "GSM-7", 160, 1, id="160 basic characters fit one part"),
        pytest.param("a" * 161, "GSM-7", 161, 2, id="161 need two, because each part then holds 153"),
        pytest.param("a" * 306, "GSM-7", 306, 2, id="306 fill two parts"),
        pytest.param("a" * 307, "GSM-7", 307, 3, id="307 need three"),
        pytest.param("€" * 80, "GSM-7", 160, 1, id="an extension character takes two places"),
        pytest.param("a" * 152 + "€" + "a" * 10, "GSM-7", 164, 2, id="two parts with a pair at the seam"),
        pytest.param("a" * 152 + "€" * 77, "GSM-7", 306, 3, id="a pair is not torn between two parts"),
        pytest.param("@£\n{}", "GSM-7", 7, 1, id="the basic alphabet knows @, pound and line feed"),
        pytest.param("ç", "UCS-2", 1, 1, id="small c cedilla is not in the GSM alphabet, the capital is"),
        pytest.param("廚" * 70, "UCS-2", 70, 1, id="70 Han characters fit one part"),
        pytest.param("廚" * 71, "UCS-2", 71, 2, id="71 need two, because each part then holds 67"),
        pytest.param("廚" * 134, "UCS-2", 134, 2, id="134 fill two parts"),
        pytest.param("廚" * 135, "UCS-2", 135, 3, id="135 need three"),
        pytest.param("🙂" * 35, "UCS-2", 70, 1, id="an emoji takes two places"),
        pytest.param("廚" * 66 + "🙂" + "廚" * 66, "UCS-2", 134, 3, id="a surrogate pair is not torn"),
        pytest.param("a" * 100 + "中", "UCS-2", 101, 2, id="one Han character turns the whole text"),
    ],
)
def test_texts_are_counted_in_parts(text: str, encoding: str, units: int, count: int) -> None:
    counted = count_segments(text)
    assert (counted.encoding, counted.units, counted.count) == (encoding, units, count)

"""All words of owners' texts that suggest a type of work order, in one list."""

from typing import Final

from contactcenter.basics.hints_desk import DESK_HINTS
from contactcenter.basics.hints_records import RECORD_HINTS
from contactcenter.basics.hints_repairs import AREA_WORDS as AREA_WORDS
from contactcenter.basics.hints_repairs import REPAIR_HINTS
from contactcenter.basics.hints_trades import TRADE_HINTS

HINTS: Final = (*REPAIR_HINTS, *DESK_HINTS, *TRADE_HINTS, *RECORD_HINTS)

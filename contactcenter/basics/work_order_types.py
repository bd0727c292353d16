"""The types of work order of a property company, with their forms and the words that reveal a type in an owner's text.

The six that make up most of a day stand first: that is the order in which the desk sees them.
"""

from typing import Final

from contactcenter.basics.all_hints import HINTS as HINTS
from contactcenter.basics.types_desk import DESK_TYPES
from contactcenter.basics.types_main import MAIN_TYPES
from contactcenter.basics.types_records import RECORD_TYPES
from contactcenter.basics.types_trades import TRADE_TYPES

WORK_ORDER_TYPES: Final = (*MAIN_TYPES, *TRADE_TYPES, *DESK_TYPES, *RECORD_TYPES)

"""What callers of the demo estate hear first. Pressing 1 at each menu reaches a queue."""

from typing import Any, Final

from contactcenter.basics.languages import in_three
from contactcenter.basics.menus import FIRST_MENU, service_menus

MENUS: Final[list[dict[str, Any]]] = service_menus(
    in_three(
        "歡迎致電翠濤花園客戶服務熱線。",
        "欢迎致电翠涛花园客户服务热线。",
        "Welcome to the service line of Emerald Bay Gardens.",
    ),
    {"emergencies": "emergencies", "repairs": "repairs", "fees": "fees", "general": "general"},
)
# Every line that takes calls begins with this one.
FIRST_MENU_OF_CALLS: Final = FIRST_MENU

"""The back-office groups of the demo estate. Who stands first in a group holds what is open there."""

from dataclasses import dataclass
from typing import Final

from contactcenter.basics.languages import Names, in_three


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """`building` is set where a group serves one tower only."""

    code: str
    names: Names
    building: str | None
    members: tuple[str, ...]


_ENGINEERS: Final = {
    "1": ("backoffice1", "backoffice2", "technician1"),
    "2": ("backoffice1", "backoffice2", "backoffice3", "technician2"),
    "3": ("backoffice1", "backoffice3", "technician3"),
    "4": ("backoffice2", "backoffice1", "technician4"),
    "5": ("backoffice3", "backoffice2", "technician5"),
    "6": ("backoffice3", "backoffice1", "technician6"),
}

GROUPS: Final = (
    *(
        DemoGroup(
            f"engineering-{building}",
            in_three(f"工程部（{building}座）", f"工程部（{building}座）", f"Engineering, tower {building}"),
            building,
            members,
        )
        for building, members in _ENGINEERS.items()
    ),
    DemoGroup("cleaning", in_three("清潔部", "保洁部", "Cleaning"), None, ("backoffice4", "backoffice5", "gardener1")),
    DemoGroup("security", in_three("保安部", "秩序部", "Security"), None, ("backoffice5", "backoffice4")),
    DemoGroup("fees", in_three("收費組", "收费组", "Fees"), None, ("backoffice6", "backoffice7")),
    DemoGroup(
        "permits",
        in_three("裝修審批組", "装修审批组", "Renovation and permits"),
        None,
        ("backoffice7", "backoffice6"),
    ),
    DemoGroup(
        "after-sales",
        in_three("售後及投訴組", "售后及投诉组", "After-sales and complaints"),
        None,
        ("backoffice8", "backoffice7"),
    ),
    DemoGroup("landscaping", in_three("園藝組", "绿化组", "Landscaping"), None, ("gardener1", "backoffice4")),
    DemoGroup("parking", in_three("車場組", "车场组", "Car park"), None, ("backoffice5", "backoffice6")),
    DemoGroup(
        "documents",
        in_three("文件及鑰匙組", "文件及钥匙组", "Documents and keys"),
        None,
        ("clerk1", "clerk2", "backoffice8"),
    ),
    DemoGroup(
        "handovers", in_three("交樓及執漏組", "交楼及整改组", "Handover of homes"), None, ("handover1", "backoffice8")
    ),
    DemoGroup("deeds", in_three("產權及按揭組", "产权及按揭组", "Deeds and mortgages"), None, ("clerk2", "clerk1")),
    DemoGroup("legal", in_three("法律事務組", "法律事务组", "Legal"), None, ("legal1", "backoffice8")),
    DemoGroup(
        "clubhouse",
        in_three("會所及活動組", "会所及活动组", "Clubhouse and activities"),
        None,
        ("club1", "backoffice4"),
    ),
    DemoGroup(
        "management",
        in_three("管理處經理室", "物业服务中心经理室", "Estate manager's office"),
        None,
        ("backoffice8", "clerk1"),
    ),
)

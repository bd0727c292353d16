"""What became of the questions without an answer: who has them, what was answered, who is still to be told."""

from dataclasses import dataclass, field
from typing import Final

from contactcenter.basics.languages import Language, Names, in_three


@dataclass(frozen=True, slots=True)
class GapArticle:
    """The article that answers a gap, in each language it is written in."""

    titles: Names
    bodies: Names
    short_texts: Names
    category: str


@dataclass(frozen=True, slots=True)
class GapWork:
    """What was done with the gap whose question begins so. `group` and `owner` by code and user name.

    `due_days` counts from now, below zero where it is overdue; an `article` with a reviewer is published.
    """

    question: str
    group: str = ""
    owner: str = ""
    days_ago: float = 2
    due_days: float = 2
    note: str = ""
    reminders: int = 0
    article: GapArticle | None = None
    published_by: str = ""
    declined: str = ""
    asked_again: tuple[tuple[str, Language], ...] = field(default=())


_DOOR_LOCK: Final = GapArticle(
    in_three("單位大門改裝電子鎖", "入户门改装电子锁", "Fitting an electronic lock to your front door"),
    in_three(
        "## 需要申請\n\n單位大門是防火門，改裝電子鎖前請填妥裝修申請表，連同門鎖型號及防火測試報告交管理處。\n\n"
        "- 不可在門扇上另開新孔，只可使用原有鎖孔。\n- 須保留機械鎖匙，以便緊急時開門。\n"
        "- 一般三個工作天內批覆，不收費用。",
        "## 需要申请\n\n入户门是防火门，改装电子锁前请填写装修申请表，连同门锁型号和防火测试报告交物业服务中心。\n\n"
        "- 不可在门扇上另开新孔，只能用原有锁孔。\n- 须保留机械钥匙，以便紧急时开门。\n"
        "- 一般三个工作日内批复，不收费。",
        "## Please apply first\n\nYour front door is a fire door. Before you fit an electronic lock, hand in the renovation "
        "form with the model of the lock and its fire test report.\n\n"
        "- No new holes in the door leaf: use the existing ones.\n- Keep a mechanical key for emergencies.\n"
        "- We usually answer within three working days, free of charge.",
    ),
    in_three(
        "大門是防火門，換電子鎖前請先交裝修申請表及防火測試報告，不可另開新孔，三個工作天內批覆。",
        "入户门是防火门，换电子锁前请先交装修申请表和防火测试报告，不可另开新孔，三个工作日内批复。",
        "Your door is a fire door: please hand in the form and the lock's fire test report first, drill no new holes. "
        "We answer within three working days.",
    ),
    "renovation",
)
_BALCONY: Final = GapArticle(
    in_three("露台加裝玻璃摺門", "阳台加装玻璃折叠门", "Folding glass doors on the balcony"),
    in_three(
        "露台屬環保露台，入伙紙列明不可圍封。任何玻璃摺門（包括無框）均不可安裝，已安裝者會收到清拆通知。\n\n"
        "如想擋雨，可選用可收起的捲簾，顏色須為白色或灰色，安裝前請向管理處備案。",
        "阳台属环保阳台，入伙纸列明不可围封。任何玻璃折叠门（包括无框）均不可安装，已安装的会收到拆除通知。\n\n"
        "想挡雨可选用可收起的卷帘，颜色须为白色或灰色，安装前请向物业服务中心备案。",
        "The balconies are green balconies and may not be enclosed, so no folding glass doors, framed or frameless.\n\n"
        "Against rain you may fit a retractable blind in white or grey; please let the office know beforehand.",
    ),
    in_three(
        "露台不可圍封，無框玻璃摺門亦不可安裝；可裝白色或灰色捲簾，請先備案。",
        "阳台不可围封，无框玻璃折叠门也不可安装；可装白色或灰色卷帘，请先备案。",
        "Balconies may not be enclosed, not even by frameless glass. White or grey blinds are fine; tell us first.",
    ),
    "renovation",
)

GAP_WORK: Final = (
    GapWork(
        "房子可以短租给游客吗",
        group="legal",
        owner="backoffice8",
        days_ago=4,
        due_days=-1.5,
        note="涉及公契，請法律組確認後答覆。",
        reminders=2,
        asked_again=(("Can I let my flat to tourists for a few nights?", "en"),),
    ),
    GapWork("業主可否在自己的車位安裝電動車充電設備", group="parking", days_ago=1, due_days=1, note="車場組請跟進。"),
    GapWork(
        "露台可否加裝無框玻璃摺門",
        group="permits",
        owner="backoffice7",
        days_ago=2,
        due_days=0.5,
        article=_BALCONY,
    ),
    GapWork(
        "換電子門鎖要不要申請",
        group="permits",
        owner="backoffice7",
        days_ago=2,
        due_days=1,
        article=_DOOR_LOCK,
        published_by="supervisor1",
    ),
    GapWork(
        "天台可否安裝私人衛星天線", days_ago=1, declined="公契第十二條列明天台屬公用地方，不可安裝，毋須另寫文章。"
    ),
)

"""Bulletins of the demo estate: a new rule with questions, one that is overdue, one for engineering alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from contactcenter.basics.languages import Names, in_three


@dataclass(frozen=True, slots=True)
class DemoBulletin:
    """Published so many days before the demo begins and due so many days after that; `read_by` confirmed at once."""

    titles: Names
    texts: Names
    published_days_ago: float
    due_in_days: float
    roles: tuple[str, ...] = ()
    group_codes: tuple[str, ...] = ()
    article_code: str | None = None
    questions: Sequence[Mapping[str, Any]] = ()
    read_by: tuple[str, ...] = ()


def _question(id_: str, texts: Names, *choices: Names, right: int) -> Mapping[str, Any]:
    return {"id": id_, "texts": texts, "choices": list(choices), "right": right}


BULLETINS: Final = (
    DemoBulletin(
        in_three("借用後備鑰匙：新規定", "借用备用钥匙：新规定", "Spare keys: the new rule"),
        in_three(
            "由本月起，後備鑰匙**只限**業主本人、登記住戶，或持業主書面同意的人借用。\n\n"
            "- 每次由**兩名**同事核對身份並簽名\n- 即日歸還，過夜須當值經理批准\n- 電話要求一律先回撥登記號碼",
            "自本月起，备用钥匙**仅限**业主本人、登记住户，或持业主书面同意的人借用。\n\n"
            "- 每次由**两名**同事核对身份并签字\n- 当天归还，过夜须值班经理批准\n- 电话要求一律先回拨登记号码",
            "From this month spare keys go **only** to the owner, a registered resident, or somebody with the owner's written "
            "consent.\n\n- **Two** of us check the identity and sign\n- Back the same day; overnight only with the duty manager\n"
            "- Asked by phone: ring back the registered number first",
        ),
        3,
        4,
        ("agent", "supervisor"),
        article_code="keys",
        questions=(
            _question(
                "phone",
                in_three(
                    "有人來電說是業主兒子，要替他開門。先做甚麼？",
                    "有人来电说是业主儿子，要求开门。先做什么？",
                    "A caller says he is the owner's son and wants the door opened. What comes first?",
                ),
                in_three("請他到大堂等候", "请他到大堂等候", "Ask him to wait in the lobby"),
                in_three("回撥業主的登記號碼", "回拨业主的登记号码", "Ring back the owner's registered number"),
                in_three("記下他的身份證號碼", "记下他的身份证号码", "Note his identity-card number"),
                right=1,
            ),
            _question(
                "signatures",
                in_three("借出一條鑰匙要幾多人簽名？", "借出一把钥匙要几个人签字？", "How many of us sign for a key?"),
                in_three("一名", "一名", "One"),
                in_three("兩名", "两名", "Two"),
                right=1,
            ),
        ),
        read_by=("agent1", "agent2", "agent5"),
    ),
    DemoBulletin(
        in_three("來電錄音的說明", "来电录音的说明", "What we say about recording"),
        in_three(
            "接聽時如系統沒有播出錄音提示，請先說：「為保障您，這次通話會錄音。」業主不同意，改用短訊或請他親臨。",
            "接听时如系统没有播放录音提示，请先说：「为保障您，本次通话将录音。」业主不同意，改用短信或请其到场。",
            "If the announcement was not played, say first: “For your protection this call is recorded.” Who does not agree is "
            "helped by text or in person.",
        ),
        12,
        10,
        ("agent", "supervisor"),
        article_code="records-privacy",
        read_by=("agent1", "agent2", "agent3", "agent4", "agent6", "agent7", "supervisor1"),
    ),
    DemoBulletin(
        in_three("颱風季節值班表", "台风季节值班表", "Duty list for the typhoon season"),
        in_three(
            "八號風球懸掛後兩小時內，值班工程隊須到崗並在系統標示可用。天台去水口每日巡查一次。",
            "八号风球悬挂后两小时内，值班工程队须到岗并在系统标示可用。屋顶排水口每日巡查一次。",
            "Within two hours of signal 8 the crew on duty is here and marked available. Roof drains are looked at every day.",
        ),
        1,
        9,
        group_codes=("engineering-1", "engineering-2", "engineering-3"),
        article_code="typhoon",
        read_by=("backoffice1",),
    ),
)

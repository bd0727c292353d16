"""Questions that no article answers yet, with everybody who asked them."""

from typing import Final

from contactcenter.demo.content.history_shapes import ContactScript, GapScript, MatterScript, said

_DAY: Final = 24 * 60

_CHARGER: Final = GapScript("charger", "業主可否在自己的車位安裝電動車充電設備？要辦甚麼手續？", "充電樁 電動車 充電")

OPEN_GAPS: Final = (
    ContactScript(
        "charger-1",
        "sms",
        "zh-Hant",
        2 * _DAY + 300,
        "agent5",
        said(
            (0, "customer", "以後可不可以自己裝電動車充電樁？要辦甚麼手續？"),
            (5, "agent", "這個問題我們暫時未有確實答案，不想隨便答您。已交業務組，兩個工作天內回覆。"),
        ),
        (MatterScript("車位裝充電樁", "gap", gap=_CHARGER),),
        building="1",
        wrap_up_note="知識庫沒有答案。",
    ),
    ContactScript(
        "charger-2",
        "sms",
        "en",
        _DAY + 200,
        "agent6",
        said(
            (0, "customer", "Can I install a charger for my electric car at my parking space?"),
            (
                4,
                "agent",
                "We have no reliable answer to that yet. It is with our specialists and you will hear within two working days.",
            ),
        ),
        (MatterScript("Car charger at own parking space", "gap", gap=_CHARGER),),
        building="3",
        wrap_up_note="Same question as another owner.",
    ),
    ContactScript(
        "dog-size",
        "sms",
        "en",
        9 * 60,
        "agent1",
        said(
            (0, "customer", "Is there a size limit for dogs? We want to adopt a labrador."),
            (
                6,
                "agent",
                "I could not find a rule I can rely on, so I will not guess. Our specialists will answer within two working days.",
            ),
        ),
        (
            MatterScript(
                "Size limit for dogs",
                "gap",
                gap=GapScript("dog-size", "Is there a limit on the size or breed of dogs?", "dog size limit pets"),
            ),
        ),
        building="2",
        wrap_up_note="The article on pets says nothing about size.",
    ),
    ContactScript(
        "solar-panel",
        "sms",
        "zh-Hans",
        11 * 60,
        "agent9",
        said(
            (0, "customer", "阳台外面能不能装太阳能板？"),
            (5, "agent", "这个问题我们暂时没有确切答案，已记录并交业务组，两个工作日内答复您。"),
        ),
        (
            MatterScript(
                "阳台装太阳能板",
                "gap",
                gap=GapScript("solar-panel", "阳台外侧能否安装太阳能板？需要谁批准？", "太阳能 光伏 阳台"),
            ),
        ),
        building="1",
        wrap_up_note="知识库没有答案。",
    ),
)

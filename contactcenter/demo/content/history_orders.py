"""Settled contacts whose work goes on: orders taken or waiting for the owner's verdict, with promises beside them."""

from typing import Final

from contactcenter.demo.content.history_shapes import ContactScript, MatterScript, OrderScript, PromiseScript, said

ORDERS_UNDER_WAY: Final = (
    ContactScript(
        "rude-cleaner",
        "sms",
        "en",
        20 * 60,
        "agent12",
        said(
            (0, "customer", "One of the cleaners shouted at my daughter in the lift today. I want someone to call me."),
            (
                2,
                "agent",
                "I am very sorry. I have recorded it and passed it to the complaints group, not to cleaning. They will ring you.",
            ),
            (5, "customer", "When?"),
            (6, "agent", "By tomorrow at the latest. Your complaint has the number {work_order}."),
        ),
        (
            MatterScript(
                "Cleaner shouted at a child",
                "work_order",
                order=OrderScript(
                    "complaint",
                    "Cleaner shouted at a child in the lift",
                    "The parent asks for a call. Do not pass to cleaning.",
                    "taken",
                    raised_after=3,
                    form={"about": "staff"},
                    notes=((90, "Lift camera checked; spoke with the contractor's supervisor."),),
                ),
                promise=PromiseScript("Ring the parent about the complaint", -30),
            ),
        ),
        building="2",
        wrap_up_note="Complaint raised, call promised by the next day.",
    ),
    ContactScript(
        "deposit-back",
        "sms",
        "zh-Hans",
        22 * 60,
        "agent17",
        said(
            (0, "customer", "装修验收都过了二十天了，押金怎么还没退？"),
            (
                4,
                "agent",
                "您好，按规定验收合格后十四天内退还。我请收费组查，工单{work_order}，最迟明天下班前给您答复。",
            ),
            (7, "customer", "好，等您消息"),
        ),
        (
            MatterScript(
                "装修押金未退",
                "work_order",
                order=OrderScript(
                    "fee_query",
                    "装修押金验收后二十天未退",
                    "业主称验收已合格二十天。请查退款状态并答复。",
                    "taken",
                    raised_after=4,
                    form={"item": "deposit"},
                    notes=((300, "验收单已找到，退款待经理签批。"),),
                ),
                promise=PromiseScript("答复押金退还日期", 7 * 60),
            ),
        ),
        building="1",
        queue_code="fees",
        wrap_up_note="已请收费组查退款。",
    ),
    ContactScript(
        "garage-mirror",
        "sms",
        "zh-Hans",
        26 * 60,
        "agent9",
        said(
            (0, "customer", "B2出口的反光镜碎了，很危险，建议换个大一点的"),
            (3, "agent", "谢谢提醒！已开工单{work_order}，今天先放警示锥，换镜后告诉您；换大镜子的建议也一并转达。"),
        ),
        (
            MatterScript(
                "车库反光镜破损",
                "work_order",
                order=OrderScript(
                    "repair_electrical",
                    "B2车库出口反光镜破损",
                    "先放警示锥。住户建议更换较大的镜子。",
                    "taken",
                    place_code="EBG",
                    raised_after=2,
                    form={"area": "public"},
                    notes=((45, "已放警示锥，新镜订货，两天到。"),),
                ),
            ),
        ),
        building="1",
        wrap_up_note="已派工，建议已记录。",
    ),
    ContactScript(
        "lift-door",
        "sms",
        "zh-Hant",
        28 * 60,
        "agent7",
        said(
            (0, "customer", "2座B梯門成日開開合合，要等好耐先閂到"),
            (2, "agent", "多謝通知！已請電梯承辦商檢查，工單{work_order}。期間請先用A梯。"),
        ),
        (
            MatterScript(
                "2座B梯門故障",
                "work_order",
                order=OrderScript(
                    "lift",
                    "B梯門反覆開關",
                    "住戶報B梯門要等很久才關上。",
                    "done",
                    place_code="2",
                    raised_after=2,
                    form={"lift": "B", "fault": "door"},
                    notes=((55, "承辦商到場，光幕有塵。"),),
                    result="清潔及校正門光幕，開關二十次正常",
                    done_after=120,
                ),
            ),
        ),
        building="2",
        wrap_up_note="已派電梯承辦商，待住戶確認。",
    ),
)

"""The six types of work order with their forms, and the words that reveal a type in an owner's text."""

from dataclasses import dataclass
from typing import Any, Final, Literal

from contactcenter.basics.hints_desk import DESK_HINTS
from contactcenter.basics.hints_repairs import AREA_WORDS, REPAIR_HINTS
from contactcenter.basics.languages import Names, in_three

FieldKind = Literal["text", "choice", "number", "date", "phone", "checkbox"]
Priority = Literal["urgent", "high", "normal", "low"]

HINTS: Final = (*REPAIR_HINTS, *DESK_HINTS)


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    names: Names


@dataclass(frozen=True, slots=True)
class FormField:
    """`tells_type`: to name an option of this choice is to name the type ("blocked" is plumbing, "kitchen" is not)."""

    key: str
    names: Names
    kind: FieldKind
    required: bool = False
    options: tuple[Option, ...] = ()
    tells_type: bool = False


@dataclass(frozen=True, slots=True)
class TypeOfWork:
    code: str
    names: Names
    form: tuple[FormField, ...]
    priority: Priority
    due_hours: int

    @property
    def hints(self) -> list[str]:
        """All words that suggest this type."""
        return sorted({word for hint in HINTS if hint.type_code == self.code for word in hint.words})

    def form_rows(self) -> list[dict[str, Any]]:
        """The fields as a type's row keeps them, with the words by which each option is chosen from a text."""
        return [
            {
                "key": field.key,
                "names": field.names,
                "kind": field.kind,
                "required": field.required,
                "tells_type": field.tells_type,
                "options": [self._option_row(field, option) for option in field.options],
            }
            for field in self.form
        ]

    def _option_row(self, field: FormField, option: Option) -> dict[str, Any]:
        words = {
            word
            for hint in HINTS
            if hint.type_code == self.code and hint.form.get(field.key) == option.value
            for word in hint.words
        }
        if field.key == "area":
            words |= set(AREA_WORDS[option.value])
        return {"value": option.value, "names": option.names, "hints": sorted(words)}


def _choice(key: str, names: Names, *options: tuple[str, str, str, str], tells_type: bool = False) -> FormField:
    choices = tuple(Option(value, in_three(hant, hans, english)) for value, hant, hans, english in options)
    return FormField(key, names, "choice", options=choices, tells_type=tells_type)


_CONTACT_PHONE: Final = FormField("contact_phone", in_three("聯絡電話", "联系电话", "Phone on site"), "phone")
_VISIT_TIME: Final = FormField("visit_time", in_three("方便上門時間", "方便上门时间", "When we may come"), "text")
_CHARGEABLE: Final = FormField(
    "charge_explained", in_three("已說明收費", "已说明收费", "Charges explained"), "checkbox"
)
_AREA: Final = _choice(
    "area",
    in_three("位置", "位置", "Where"),
    ("kitchen", "廚房", "厨房", "Kitchen"),
    ("bathroom", "浴室／洗手間", "卫生间", "Bathroom"),
    ("living_room", "客廳", "客厅", "Living room"),
    ("bedroom", "睡房", "卧室", "Bedroom"),
    ("balcony", "露台", "阳台", "Balcony"),
    ("public", "公共地方", "公共区域", "Common parts"),
)

WORK_ORDER_TYPES: Final = (
    TypeOfWork(
        "repair_plumbing",
        in_three("水務維修", "水管维修", "Repair / plumbing"),
        (
            _AREA,
            _choice(
                "fault",
                in_three("故障", "故障", "Fault"),
                ("leak", "漏水", "漏水", "Leak"),
                ("burst_pipe", "爆水管", "水管爆裂", "Burst pipe"),
                ("blocked", "淤塞", "堵塞", "Blocked drain"),
                ("no_water", "沒有水", "停水", "No water"),
                ("toilet", "座廁故障", "马桶故障", "Toilet fault"),
                ("ceiling", "天花滲水", "天花板渗水", "Ceiling seepage"),
                tells_type=True,
            ),
            FormField("valve_shut", in_three("已關總水掣", "已关总阀", "Main valve already shut"), "checkbox"),
            _CONTACT_PHONE,
            _VISIT_TIME,
            _CHARGEABLE,
        ),
        "normal",
        24,
    ),
    TypeOfWork(
        "repair_electrical",
        in_three("電力維修", "电力维修", "Repair / electrical"),
        (
            _AREA,
            _choice(
                "fault",
                in_three("故障", "故障", "Fault"),
                ("tripped", "跳掣", "跳闸", "Tripped breaker"),
                ("no_power", "沒有電", "停电", "No power"),
                ("socket", "插座故障", "插座故障", "Socket fault"),
                ("lamp", "照明故障", "照明故障", "Lamp out"),
                ("burning_smell", "燒焦味", "烧焦味", "Burning smell"),
                ("intercom", "對講機故障", "对讲机故障", "Intercom fault"),
                tells_type=True,
            ),
            _CONTACT_PHONE,
            _VISIT_TIME,
            _CHARGEABLE,
        ),
        "normal",
        24,
    ),
    TypeOfWork(
        "lift",
        in_three("電梯故障", "电梯故障", "Lift"),
        (
            _choice(
                "lift",
                in_three("哪部電梯", "哪部电梯", "Which lift"),
                ("A", "A梯", "A梯", "A"),
                ("B", "B梯", "B梯", "B"),
            ),
            _choice(
                "fault",
                in_three("情況", "情况", "Fault"),
                ("people_trapped", "有人被困", "有人被困", "People trapped"),
                ("out_of_service", "停用", "停运", "Out of service"),
                ("door", "門故障", "门故障", "Door fault"),
                ("levelling", "不平層", "不平层", "Does not level"),
                ("noise", "異響或震動", "异响或抖动", "Noise or shaking"),
                tells_type=True,
            ),
            FormField("people_inside", in_three("被困人數", "被困人数", "People inside"), "number"),
            _CONTACT_PHONE,
        ),
        "high",
        4,
    ),
    TypeOfWork(
        "complaint",
        in_three("投訴", "投诉", "Complaint"),
        (
            _choice(
                "about",
                in_three("投訴事項", "投诉事项", "About"),
                ("noise", "噪音", "噪音", "Noise"),
                ("staff", "員工態度", "员工态度", "Staff conduct"),
                ("cleaning", "清潔衞生", "环境卫生", "Cleaning"),
                ("security", "保安", "安保", "Security"),
                ("repair", "維修質素", "维修质量", "Repair work"),
                ("charge", "收費", "收费", "Charges"),
                ("other", "其他", "其他", "Other"),
            ),
            FormField("happened_on", in_three("發生日期", "发生日期", "Happened on"), "date"),
            FormField("wish", in_three("您的期望", "您的期望", "What the owner asks for"), "text"),
            _CONTACT_PHONE,
        ),
        "high",
        24,
    ),
    TypeOfWork(
        "renovation_permit",
        in_three("裝修申請", "装修申请", "Renovation permit"),
        (
            FormField("contractor", in_three("承辦商", "施工单位", "Contractor"), "text"),
            FormField("starts_on", in_three("擬開工日期", "拟开工日期", "Planned start"), "date"),
            FormField("days", in_three("預計工期（天）", "预计工期（天）", "Expected days"), "number"),
            FormField("walls", in_three("涉及拆改牆身", "涉及拆改墙体", "Walls are changed"), "checkbox"),
            FormField("drawings_received", in_three("已收圖則", "已收图纸", "Drawings received"), "checkbox"),
            _CONTACT_PHONE,
        ),
        "normal",
        72,
    ),
    TypeOfWork(
        "fee_query",
        in_three("費用查詢", "费用查询", "Fee query"),
        (
            _choice(
                "item",
                in_three("項目", "项目", "Item"),
                ("service_charge", "管理費", "物业费", "Service charge"),
                ("shared_use", "水電分攤", "水电公摊", "Shared water and power"),
                ("parking", "車位費", "车位费", "Parking"),
                ("repair_charge", "維修收費", "维修收费", "Repair charge"),
                ("deposit", "按金", "押金", "Deposit"),
                tells_type=True,
            ),
            FormField("period", in_three("帳單月份", "账单月份", "Bill month"), "text"),
            FormField("amount", in_three("金額（港元）", "金额（港元）", "Amount (HK$)"), "number"),
            _CONTACT_PHONE,
        ),
        "normal",
        48,
    ),
)

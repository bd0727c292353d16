"""The shapes in which types of work order and their forms are written down, and the fields that many of them share."""

from dataclasses import dataclass
from typing import Any, Final, Literal

from contactcenter.basics.all_hints import AREA_WORDS, HINTS
from contactcenter.basics.languages import Names, in_three

FieldKind = Literal["text", "choice", "number", "date", "phone", "checkbox"]
Priority = Literal["urgent", "high", "normal", "low"]
OptionText = tuple[str, str, str, str]


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


def field(key: str, kind: FieldKind, names: Names, *, required: bool = False) -> FormField:
    """One plain field."""
    return FormField(key, names, kind, required)


def choice(key: str, names: Names, *options: OptionText, required: bool = False, tells_type: bool = False) -> FormField:
    """Options are (value, Traditional, Simplified, English)."""
    choices = tuple(Option(value, in_three(hant, hans, english)) for value, hant, hans, english in options)
    return FormField(key, names, "choice", required, choices, tells_type)


CONTACT_PHONE: Final = field("contact_phone", "phone", in_three("聯絡電話", "联系电话", "Phone on site"))
VISIT_TIME: Final = field("visit_time", "text", in_three("方便上門時間", "方便上门时间", "When we may come"))
CHARGEABLE: Final = field("charge_explained", "checkbox", in_three("已說明收費", "已说明收费", "Charges explained"))
WHERE: Final = field("where", "text", in_three("確實位置", "具体位置", "Where exactly"))
AREA: Final = choice(
    "area",
    in_three("位置", "位置", "Where"),
    ("kitchen", "廚房", "厨房", "Kitchen"),
    ("bathroom", "浴室／洗手間", "卫生间", "Bathroom"),
    ("living_room", "客廳", "客厅", "Living room"),
    ("bedroom", "睡房", "卧室", "Bedroom"),
    ("balcony", "露台", "阳台", "Balcony"),
    ("public", "公共地方", "公共区域", "Common parts"),
)
# What belongs to a visit in somebody's home.
ON_SITE: Final = (CONTACT_PHONE, VISIT_TIME, CHARGEABLE)

"""Tables of customers, the addresses they use, and the homes they belong to."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from contactcenter.db import Base, Id, UtcDateTime
from contactcenter.text.scripts import fold

PERSON, ORGANISATION = "person", "organisation"
KINDS = (PERSON, ORGANISATION)
PHONE, EMAIL = "phone", "email"
ADDRESS_KINDS = (PHONE, EMAIL)
OCCUPANCY_ROLES = ("owner", "tenant", "family", "agent")


def _folded_name(context: Any) -> str:
    return fold(context.get_current_parameters().get("name") or "")


class Customer(Base):
    """A person or organisation. An empty name means that only an address is known so far."""

    __tablename__ = "customers"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    # What search compares, so that 陈 finds 陳 and "chan" finds "Chan"; follows `name` by itself.
    folded_name: Mapped[str] = mapped_column(String(200), default=_folded_name)
    kind: Mapped[str] = mapped_column(String(16), default=PERSON)
    language: Mapped[str] = mapped_column(String(16), default="zh-Hant")
    note: Mapped[str] = mapped_column(Text, default="")
    # Whether services may be offered; None where nobody asked yet.
    accepts_offers: Mapped[bool | None] = mapped_column(Boolean)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    @validates("name")
    def _keep_folded_name(self, _key: str, name: str) -> str:
        self.folded_name = fold(name)
        return name


class CustomerAddress(Base):
    """A phone number (E.164) or an e-mail address (lower case); it belongs to one customer only."""

    __tablename__ = "customer_addresses"
    __table_args__ = (UniqueConstraint("kind", "address"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    address: Mapped[str] = mapped_column(String(320))


class Occupancy(Base):
    """Who belongs to which home, as what, from when; `to_date` is the last day, empty while it goes on."""

    __tablename__ = "occupancies"
    __table_args__ = (Index(None, "place_id", "to_date"), Index(None, "customer_id", "to_date"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"))
    place_id: Mapped[str] = mapped_column(ForeignKey("places.id"))
    role: Mapped[str] = mapped_column(String(16))
    from_date: Mapped[date] = mapped_column(Date)
    to_date: Mapped[date | None] = mapped_column(Date)

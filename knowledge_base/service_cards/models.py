"""Tables of service cards."""

from datetime import datetime

from sqlalchemy import JSON, Boolean, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

OFFERED, ACCEPTED, DECLINED = "offered", "accepted", "declined"
RESULTS = (OFFERED, ACCEPTED, DECLINED)


class ServiceCard(Base):
    """A service, free or paid, to offer after the matter is settled. `prices` are words, in each language.

    `place_ids` names where it is offered (everywhere below them; empty: everywhere), `categories` the articles it goes
    with (empty: all), `article_id` where it is described, `group_id` who carries it out.
    """

    __tablename__ = "service_cards"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    titles: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    texts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    prices: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    place_ids: Mapped[list[str]] = mapped_column(JSON, default=list)
    categories: Mapped[list[str]] = mapped_column(JSON, default=list)
    article_id: Mapped[str | None] = mapped_column(ForeignKey("articles.id"))
    group_id: Mapped[str | None] = mapped_column(ForeignKey("groups.id"))
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    valid_from: Mapped[datetime | None] = mapped_column(UtcDateTime)
    valid_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class ServiceOffer(Base):
    """A service was offered to somebody on a contact, and what they said."""

    __tablename__ = "service_offers"
    __table_args__ = (Index(None, "card_id", "at"), Index(None, "customer_id", "at"), Index(None, "contact_id"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    card_id: Mapped[str] = mapped_column(ForeignKey("service_cards.id"))
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"))
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    result: Mapped[str] = mapped_column(String(16), default=OFFERED)
    at: Mapped[datetime] = mapped_column(UtcDateTime)

"""Tables of templates."""

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id


class Template(Base):
    """A text in one language; names in braces ({reference}) are filled in when it is sent."""

    __tablename__ = "templates"
    __table_args__ = (UniqueConstraint("code", "language"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(16))
    channel: Mapped[str] = mapped_column(String(16), default="sms")
    # What an agent sees in the list of prepared replies; empty for texts the product sends by itself.
    title: Mapped[str] = mapped_column(String(80), default="")
    text: Mapped[str] = mapped_column(Text)

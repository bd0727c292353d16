"""Recorded forms of the carrier, with invented numbers and ids."""

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "support" / "payloads" / "sms"

TEXT_SID = "SM5f0c1b7a9d2e4f605f0c1b7a9d2e4f60"
PHONE = "+85291234567"
LINE = "+85230000000"


def recorded(name: str) -> bytes:
    return (FOLDER / f"{name}.txt").read_bytes()

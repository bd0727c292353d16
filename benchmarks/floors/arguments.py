"""What each floor is told on its command line."""

import argparse
from dataclasses import dataclass


@dataclass(frozen=True)
class Floor:
    """`database` is a file for SQLite or a postgresql:// address; `public_url` is what the carrier signs."""

    port: int
    token: str
    public_url: str
    path: str
    database: str


def parse_arguments() -> Floor:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--public-url", required=True)
    parser.add_argument("--path", default="/webhooks/twilio/sms")
    parser.add_argument("--database", default="")
    return Floor(**vars(parser.parse_args()))

"""Reads large mails in a process of its own, for `MailReader`: lengths and bytes in, lengths and pickles out."""

import pickle
import resource
import struct
import sys
from typing import BinaryIO

from channels.email.reading import read_mail

LENGTH = struct.Struct(">Q")
LARGEST_MEMORY = 2 * 1024**3


def main(incoming: BinaryIO, outgoing: BinaryIO) -> None:
    """Answer mail after mail until there are no more."""
    resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))
    while len(head := incoming.read(LENGTH.size)) == LENGTH.size:
        answer = pickle.dumps(read_mail(incoming.read(LENGTH.unpack(head)[0])))
        outgoing.write(LENGTH.pack(len(answer)) + answer)
        outgoing.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)

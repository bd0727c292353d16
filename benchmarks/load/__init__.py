"""The other side of the wire: a carrier that posts signed texts, and consoles that listen."""

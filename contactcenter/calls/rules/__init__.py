"""The rules of a call, by what happens: a standing, a happening and a context give a decision. Pure."""

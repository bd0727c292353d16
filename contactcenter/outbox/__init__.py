"""Commands to providers, written in the transaction of their cause and carried out afterwards."""

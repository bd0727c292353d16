"""The mail side of the simulated world: mailboxes of the people outside, a mail server for them, a gateway for us."""

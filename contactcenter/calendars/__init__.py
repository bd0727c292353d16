"""Opening hours and public holidays: whether somebody is there now, and when next."""

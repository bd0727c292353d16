"""The log by which one shift passes everything unfinished to the next, item by item."""

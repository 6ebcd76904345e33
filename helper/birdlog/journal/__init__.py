"""The journal: what became of each mail. store is the file, events and reports are what moves an entry."""

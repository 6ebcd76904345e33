"""The embedded CRM in the window: the contacts, and the one that is looked at."""

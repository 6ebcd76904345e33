"""The settings window: everything that can be set, said in the person's words and changed at once."""

"""Inputs that the set-up and the settings window share."""

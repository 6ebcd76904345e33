"""Birdlog's tray icon and status window (PySide6). It imports birdlog; birdlog never imports it."""

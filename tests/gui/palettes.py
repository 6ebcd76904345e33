"""A light and a dark palette, as desktops have them."""

from PySide6.QtGui import QColor, QPalette


def _palette(*, window: str, text: str, base: str, button: str, quiet: str, highlight: str) -> QPalette:
    palette = QPalette(QColor(button), QColor(window))
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, window),
        (roles.WindowText, text),
        (roles.Base, base),
        (roles.AlternateBase, window),
        (roles.Text, text),
        (roles.PlaceholderText, quiet),
        (roles.Button, button),
        (roles.ButtonText, text),
        (roles.Highlight, highlight),
        (roles.HighlightedText, "#ffffff"),
        (roles.ToolTipBase, base),
        (roles.ToolTipText, text),
    ):
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(quiet))
    return palette


LIGHT = _palette(
    window="#f3f4f6", text="#1f2328", base="#ffffff", button="#f6f7f9", quiet="#8a9099", highlight="#1a6fb5"
)
DARK = _palette(
    window="#24272b", text="#e6e8eb", base="#1b1e21", button="#2f3338", quiet="#8a9099", highlight="#2d6da3"
)

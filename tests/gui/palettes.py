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


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""The language of the window: English or Brazilian Portuguese, as the system asks for."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from birdlog.texts import match_locale

_CATALOGUES = Path(__file__).parent / "translations"
_FEBRUARY = 2


def wanted() -> str:
    """The language that serves the system's best: `en` or `pt_BR`."""
    return match_locale((QLocale.system().uiLanguages() or ["en"])[0])


def install(application: QCoreApplication, language: str) -> list[QTranslator]:
    """Let `application` speak `language`; returns the translators, to be removed if it shall speak another.

    Dates are written as the system writes them, unless that is in another language.
    """
    spoken = QLocale(language)
    if QLocale.system().monthName(_FEBRUARY) != spoken.monthName(_FEBRUARY):
        QLocale.setDefault(spoken)
    folders = {"qtbase": QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "birdlog": _CATALOGUES}
    translators = []
    for name, folder in folders.items():
        translator = QTranslator(application)
        if translator.load(f"{name}_{language}", str(folder)):
            application.installTranslator(translator)
            translators.append(translator)
    return translators

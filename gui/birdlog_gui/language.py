"""The language of the window: English or Brazilian Portuguese, as the system asks for."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from birdlog.texts import match_locale

_CATALOGUES = Path(__file__).parent / "translations"


def install(application: QCoreApplication) -> str:
    """Let `application` speak the language that the system asks for, and return it (`en` or `pt_BR`).

    Where Birdlog does not speak the system's language, dates are written in English as well.
    """
    system = QLocale.system()
    wanted = (system.uiLanguages() or ["en"])[0]
    language = match_locale(wanted)
    if language.split("_")[0] != QLocale(wanted).name().split("_")[0]:
        QLocale.setDefault(QLocale(language))
    for name, folder in (("qtbase", _qt_catalogues()), ("birdlog", _CATALOGUES)):
        translator = QTranslator(application)
        if translator.load(f"{name}_{language}", str(folder)):
            application.installTranslator(translator)
    return language


def _qt_catalogues() -> Path:
    return Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))

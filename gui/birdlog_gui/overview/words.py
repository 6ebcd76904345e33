"""What the figures say, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QObject

from birdlog.journal.entry import state_text
from birdlog.journal.statistics import GROUPS, Day, Figures, Group, Share
from birdlog.settings import Settings
from birdlog.texts import text
from birdlog_gui import times
from birdlog_gui.plain import harmless, isolated


@dataclass(slots=True)
class _Asked:
    """Mails that were logged to a CRM: `shown` of the `asked`; about the rest there is no way to ask."""

    asked: int = 0
    shown: int = 0
    rest: int = 0


class Words(QObject):
    """Words in the window's language. Before 6.12, lupdate finds the plural of self.tr alone."""

    def __init__(self, language: str, parent: QObject) -> None:
        super().__init__(parent)
        self._language = language

    def verdict(self, figures: Figures, settings: Settings) -> str:
        """The whole in a few sentences."""
        totals = figures.totals
        crms = _by_crm(figures.shares, settings)
        if not totals["logged"]:
            sentences = [self.tr("No mail was logged in the last 30 days.")]
        elif len(crms) == 1:
            sentences = [self._logged_to(*crms.popitem(), totals["logged"])]
        else:
            sentences = [self.tr("%Ln mail(s) were logged in the last 30 days.", "", totals["logged"])]
            sentences += [self._answered(crm, seen) for crm, seen in crms.items()]
        return " ".join((*sentences, *self._troubles(totals)))

    def group(self, group: Group) -> str:
        """What the mails of a group are called."""
        return self.tr("Logged") if group == "logged" else state_text(group, self._language)

    def meaning(self, group: Group) -> str:
        """What it means that a mail is of a group."""
        if group == "logged":
            return self.tr("It left for the CRM, and nothing came back.")
        return text(f"journal.explanation.{group}", self._language)

    def day(self, day: Day) -> str:
        """Which day that is."""
        weekday = QLocale().dayName(day.date.isoweekday(), QLocale.FormatType.ShortFormat)
        return f"{weekday}, {times.day_and_month(day.date)}"

    def counts(self, counts: Mapping[Group, int]) -> str:
        """How many mails count as what, but for what there is none of."""
        found = [(group, counts.get(group, 0)) for group in GROUPS]
        said = [f"{self.group(group)} {number(count)}" for group, count in found if count]
        return ", ".join(said) or self.tr("no mail")

    def spoken(self, figures: Figures) -> str:
        """Each day that has mail and its counts, the newest first, for those who do not see the picture."""
        days = [f"{self.day(day)}: {self.counts(day.counts)}." for day in reversed(figures.days) if day.total]
        return " ".join(days)

    def table(self, figures: Figures) -> str:
        """The counts of all days, to be pasted into a spreadsheet: a line for each, tabs between columns."""
        lines = [(self.tr("Day"), *map(self.group, GROUPS))]
        lines += [
            (day.date.isoformat(), *(str(day.counts.get(group, 0)) for group in GROUPS))
            for day in figures.days
        ]
        return "\n".join("\t".join(line) for line in lines)

    def _logged_to(self, crm: str, seen: _Asked, logged: int) -> str:
        if not seen.asked:
            said = self.tr(
                "%Ln mail(s) were logged in the last 30 days; {crm} can't be asked about them.", "", logged
            )
        elif not seen.shown:
            said = self.tr(
                "%Ln mail(s) were logged in the last 30 days; {crm} shows none of them yet.", "", logged
            )
        elif seen.shown == logged:
            said = self.tr(
                "%Ln mail(s) were logged in the last 30 days; {crm} shows all of them.", "", logged
            )
        elif not seen.rest:
            said = self.tr(
                "%Ln mail(s) were logged in the last 30 days; {crm} shows {shown} of them.", "", logged
            )
        else:
            said = self.tr(
                "%Ln mail(s) were logged in the last 30 days; {crm} shows {shown} of them"
                " and can't be asked about {rest}.",
                "",
                logged,
            )
        return said.format(crm=crm, shown=number(seen.shown), rest=number(seen.rest))

    def _answered(self, crm: str, seen: _Asked) -> str:
        said = []
        if seen.asked:
            shows = self.tr("{crm} shows {shown} of %Ln.", "", seen.asked)
            said.append(shows.format(crm=crm, shown=number(seen.shown)))
        if seen.rest:
            said.append(self.tr("{crm} can't be asked about %Ln.", "", seen.rest).format(crm=crm))
        return " ".join(said)

    def _troubles(self, totals: Mapping[Group, int]) -> Iterable[str]:
        if count := totals["bounced"]:
            yield self.tr("%Ln came back.", "", count)
        if count := totals["failed"]:
            yield self.tr("%Ln could not be sent.", "", count)
        if count := totals["missed"]:
            yield self.tr("%Ln should have been logged and were not.", "", count)


def number(count: int) -> str:
    """A number as the system's language writes it."""
    return QLocale().toString(count)


def _by_crm(shares: Iterable[Share], settings: Settings) -> dict[str, _Asked]:
    """What the CRMs show, by name; a profile that is no longer there is named itself."""
    names = {profile.name: profile.crm for profile in settings.profiles}
    seen: dict[str, _Asked] = {}
    for share in shares:
        name = names.get(share.profile or "", share.profile or "…")
        crm = seen.setdefault(isolated(harmless(name)), _Asked())
        crm.shown += share.shown
        crm.asked += share.logged if share.can_be_asked else share.shown
        crm.rest += 0 if share.can_be_asked else share.logged - share.shown
    return seen

"""One of Thunderbird's compose windows, and what a person does in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from birdlog.demo.rig.waiting import wait_for

if TYPE_CHECKING:
    from birdlog.demo.rig.thunderbird import Thunderbird


class Compose:
    """One compose window."""

    def __init__(self, thunderbird: Thunderbird, number: int) -> None:
        self.number = number
        self._thunderbird = thunderbird

    def __repr__(self) -> str:
        return f"Compose({self.number})"

    def _do(self, function: str, **more: object) -> Any:
        argument: object = {"id": self.number, **more} if more else self.number
        return self._thunderbird.do(function, argument)

    def pills(self, row: str = "Bcc") -> list[str]:
        """The addresses that a person sees as pills in the row "To", "Cc" or "Bcc"."""
        return list(self._do("pills", row=row))

    def wait_for_pills(self, expected: Sequence[str], row: str = "Bcc") -> None:
        """Wait until the row shows exactly these addresses."""
        wait_for(
            lambda: self.pills(row) == list(expected),
            f"{row} to show {list(expected)}, not {self.pills(row)}",
        )

    def add(self, row: str, *addresses: str) -> None:
        """Add recipients to a row."""
        self._do("addRecipients", row=row, addresses=list(addresses))

    def remove(self, row: str, address: str) -> None:
        """Remove a recipient as a person does, by selecting its pill and pressing Delete."""
        self._do("removePill", row=row, address=address)

    def set_subject(self, subject: str) -> None:
        """Type a subject."""
        self._do("setSubject", subject=subject)

    def subject(self) -> str:
        """The subject."""
        return str(self._do("subject"))

    def identity(self) -> str:
        """The address of the identity that is chosen."""
        return str(self._do("identity"))

    def set_identity(self, email: str) -> None:
        """Choose another identity in From."""
        self._do("setIdentity", identity=email)

    def set_body(self, text: str) -> None:
        """Write over everything in the editor."""
        self._do("setBody", text=text)

    def body_text(self) -> str:
        """The text in the editor."""
        return str(self._do("bodyText"))

    def is_minimized(self) -> bool:
        """Is the window minimised?"""
        return bool(self._do("isMinimized"))

    def send(self) -> None:
        """Press Send; returns at once."""
        self._do("send")

    def send_later(self) -> None:
        """Send Later; returns at once."""
        self._do("sendLater")

    def send_and_wait(self) -> None:
        """Press Send and wait until the window has closed."""
        self.send()
        self.wait_until_closed()

    def save_draft(self) -> None:
        """Save as draft and wait until it is saved."""
        self._do("saveDraft")

    def close(self) -> None:
        """Close the window without saving."""
        self._do("closeCompose")
        self.wait_until_closed()

    def is_open(self) -> bool:
        """Is the window still there?"""
        return bool(self._do("isOpen"))

    def is_locked(self) -> bool:
        """Is the window locked, as it is while it sends?"""
        return bool(self._do("isLocked"))

    def wait_until_closed(self) -> None:
        """Wait until the window has closed, as it does when its mail has left."""
        wait_for(lambda: not self.is_open(), "the compose window to close")

    def button(self) -> dict[str, Any]:
        """The add-on's button: {title, label, badge, icon, disabled}."""
        return dict(wait_for(lambda: self._do("composeButton"), "the add-on's button"))

    def wait_for_button(self, matches: Callable[[dict[str, Any]], bool], what: str) -> dict[str, Any]:
        """Wait until the button's state matches; the state."""
        return wait_for(lambda: next(filter(matches, [self.button()]), None), f"{what}, not {self.button()}")

    def open_popup(self) -> None:
        """Click the add-on's button."""
        self._do("openComposePopup")

    def in_popup(self, script: str, argument: object = None) -> Any:
        """Run `(content, argument) => …` in the page of the open pop-up."""
        return self._thunderbird.in_popup(script, argument, self)

    def close_popup(self) -> None:
        """Close the pop-up."""
        self._do("closePopup")

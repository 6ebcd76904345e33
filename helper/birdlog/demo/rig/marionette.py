"""Marionette: the remote control that Thunderbird and Firefox have built in, over a loopback port.

A message is its length in bytes, a colon, and JSON: `[0, id, command, parameters]` asks and
`[1, id, error, result]` answers (Firefox Source Docs, Marionette, Protocol).
"""

from __future__ import annotations

import json
import socket
from typing import Any

_REQUEST = 0
NO_ALERT = "no such alert"


class MarionetteError(Exception):
    """Thunderbird's answer to a command that failed; `code` is WebDriver's error code."""

    def __init__(self, code: str, message: str, stack: str) -> None:
        super().__init__(f"{message}\n{stack}".rstrip())
        self.code = code


class Marionette:
    """A session in the chrome context: scripts may touch everything that Thunderbird is made of."""

    def __init__(self, port: int, script_timeout: float) -> None:
        """Connect to the port and begin a session; a script may take `script_timeout` seconds."""
        self._last_id = 0
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=script_timeout + 10)
        self._stream = self._socket.makefile("rb")
        self._read()  # Thunderbird introduces itself
        self.ask("WebDriver:NewSession", {"unhandledPromptBehavior": "ignore"})
        self.ask("WebDriver:SetTimeouts", {"script": int(script_timeout * 1000)})
        self.ask("Marionette:SetContext", {"value": "chrome"})

    def ask(self, command: str, parameters: dict[str, Any] | None = None) -> Any:
        """Send a command; its result. Raises MarionetteError, and OSError where Thunderbird has ended."""
        self._last_id += 1
        message = json.dumps([_REQUEST, self._last_id, command, parameters or {}]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, answered, error, result = self._read()
        assert answered == self._last_id
        if error:
            raise MarionetteError(error["error"], error["message"], error["stacktrace"])
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def execute(self, script: str, argument: object) -> Any:
        """Run a script, whose `arguments[0]` is the argument; what it returns, a promise's value too."""
        parameters = {"script": script, "args": [argument], "sandbox": "system", "newSandbox": True}
        return self.ask("WebDriver:ExecuteScript", parameters)

    def close(self) -> None:
        """Hang up."""
        self._stream.close()
        self._socket.close()

    def _read(self) -> Any:
        length = b""
        while (sign := self._stream.read(1)) != b":":
            if not sign:
                raise ConnectionError("Thunderbird has ended")
            length += sign
        return json.loads(self._stream.read(int(length)))

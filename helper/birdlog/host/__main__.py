"""`birdlog-host`: what Thunderbird starts, with the manifest's path and the extension's id, both unused."""

from __future__ import annotations

import sys


def main() -> int:
    """Talk to Thunderbird over the standard streams until it hangs up; with `--manifest`, print that."""
    if "--manifest" in sys.argv[1:]:
        return _print_manifest()
    from birdlog.host.transport import Transport

    transport = Transport.of_standard_streams()

    import signal

    from birdlog.host.connection import serve
    from birdlog.host.frames import BrokenFrame
    from birdlog.host.session import Session

    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, lambda *_: sys.exit(0))
    session = Session()
    try:
        serve(transport, session)
    except BrokenPipeError:  # Thunderbird was gone before the answer
        return 0
    except BrokenFrame as problem:
        print(f"birdlog-host: {problem}", file=sys.stderr)
        return 1
    finally:
        session.close()
    return 0


def _print_manifest() -> int:
    from birdlog.setup import launcher, manifest

    print(manifest.content(launcher.file()), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`birdlog demo`: Birdlog at work, in a Thunderbird of its own."""

import click

from birdlog.cli import EnvironmentProblem


@click.command()
def demo() -> None:
    """Watch Birdlog log a mail, a reply and a bounce for real.

    Thunderbird, Postfix, Dovecot and the embedded CRM run on loopback ports in a temporary folder. With a
    screen they stay open to play with; without one, pictures are taken.
    """
    from birdlog.demo.rig.process import RigProblem
    from birdlog.demo.stage import perform

    try:
        perform()
    except RigProblem as problem:
        raise EnvironmentProblem(str(problem)) from problem

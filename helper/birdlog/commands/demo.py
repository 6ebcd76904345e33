"""`birdlog demo`: Birdlog at work, in a Thunderbird of its own."""

import click

from birdlog.cli import EnvironmentProblem
from birdlog.texts import text


@click.command(help=text("demo.help"))
def demo() -> None:
    """Play the demo."""
    from birdlog.demo.rig.process import RigProblem
    from birdlog.demo.stage import perform

    try:
        perform()
    except RigProblem as problem:
        raise EnvironmentProblem(str(problem)) from problem

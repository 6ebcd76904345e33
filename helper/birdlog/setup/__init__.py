"""Putting Birdlog into Thunderbird and the desktop, taking it out again, and seeing whether all is there."""

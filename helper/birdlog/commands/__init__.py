"""The sub-commands of `birdlog`, one file each, named in cli.py; listing and terminal are how they print."""

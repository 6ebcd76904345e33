"""The sub-commands of `birdlog`, one file each; cli.py names them."""

"""The demo: Birdlog at work in a real Thunderbird, on a stage of its own."""

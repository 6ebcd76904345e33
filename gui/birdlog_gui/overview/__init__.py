"""The overview: a picture of the last 30 days."""

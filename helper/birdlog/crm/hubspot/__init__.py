"""HubSpot's public API: did a mail arrive, and logging by hand what can't be logged by address."""

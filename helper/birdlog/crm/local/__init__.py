"""The embedded CRM: a mail comes in by server, intake judges it, emails writes it, timeline shows it."""

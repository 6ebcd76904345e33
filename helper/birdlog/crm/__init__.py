"""What answers for the CRM: today the embedded one (local)."""

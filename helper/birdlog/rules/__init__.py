"""Will this mail log? Small pure rules that return findings, and what is known of each CRM (presets)."""

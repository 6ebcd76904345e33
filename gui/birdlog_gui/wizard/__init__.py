"""Setting Birdlog up: step by step, from the choice of the CRM to a mail that has really been logged."""

"""What the programme decides about its own figures: closings, official totals, settings."""

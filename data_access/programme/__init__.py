"""The programme's decisions on its own figures: closings, official totals, settings."""

"""What the labour page is made of: what the figures say, and the charts that show it."""

"""Programs that print figures; `make bench` runs them."""

"""Editions set up: dates, scale, jury, criteria, levels; amended in the open once the call runs."""

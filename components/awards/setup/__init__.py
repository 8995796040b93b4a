"""The set-up of editions: dates, scale, jury, criteria, levels; amended publicly once open."""

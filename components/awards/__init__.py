"""The pages of the awards: nominating, scoring, the jury desk, editions and results."""

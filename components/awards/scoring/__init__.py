"""A juror's desk: what is mine to do, conflicts, the sheet, the review, the vote."""

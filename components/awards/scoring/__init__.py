"""The scoring page of a juror: tasks, conflicts, the sheet, the review, the vote."""

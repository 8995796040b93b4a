"""The jury desk: progress, assignments, the ranking and its uncertainty, the decision."""

"""Whether what one process writes is what every other one shows at its next rerun."""

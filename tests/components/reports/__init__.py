"""Reports hold what the pages say, in every form alike."""

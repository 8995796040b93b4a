"""The jury desk: how far the jury is, who judges what, how sure the ranking is, the decision."""

"""The page of the results framework: figures in their own units, targets, states."""

"""The results framework on the screen: figures in their own units, targets, states."""

"""The methods page: how each figure is made, for a mayor first and for an analyst second."""

"""The methods page: what is behind each figure, for a mayor first and for an analyst second."""

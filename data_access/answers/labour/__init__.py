"""Labour gaps: what companies lack, who is registered, and how sure that is."""

from data_access.answers.labour import demand, perception, quality, reported, supply

__all__ = ["demand", "perception", "quality", "reported", "supply"]

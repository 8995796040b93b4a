"""What was done and seen, by whom and when."""

from components import guard
from components.audit_log import filters, listing

viewer = guard.require("audit_log")

wanted = filters.draw(viewer)
listing.draw(viewer, wanted)

"""What was done and seen, by whom and when."""

from components import guard
from components.audit_log import event_list, log_filter

viewer = guard.require("audit_log")

wanted = log_filter.render(viewer)
event_list.render(viewer, wanted)

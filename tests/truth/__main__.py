"""Run the trial: `python -m tests.truth [times] [file]`."""

from tests.truth.trial import main

main()

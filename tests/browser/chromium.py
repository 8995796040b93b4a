"""Finds a chromium for the browser tests, or installs one where it may.

`python -m tests.browser.chromium` is a step of `make test`: it says what it found. Without a
browser it fails in CI, and elsewhere says plainly that the browser tests will be skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A container has neither a user namespace for the sandbox nor a GPU; background networking
# would only wait for hosts that tests must not reach.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",
)


def find() -> str | None:
    """Path of an installed chromium, the system's own first; None where there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or _playwright_own()


def _playwright_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else None


def install() -> str | None:
    """Install a chromium where this user may; its path, or None where that failed."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root and shutil.which("apt-get"):
        quiet = {
            "stdout": subprocess.DEVNULL,
            "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        }
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, **quiet)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return find()


def main() -> int:
    """Find or install, and say so."""
    path = find()
    if path is None:
        print("No chromium found: installing one for the browser tests …", flush=True)
        path = install()
    if path:
        print(f"Browser tests use {path}")
        return 0
    print(
        "NO CHROMIUM: the browser tests cannot run. Install Debian's package `chromium`, or run "
        "`playwright install chromium`, or set CHROMIUM to its path.",
        file=sys.stderr,
    )
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    raise SystemExit(main())

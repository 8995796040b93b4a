"""An institution's sign-in: an OpenID Connect provider as a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.serving import free_port, wait_for

COOKIE_SECRET = "of this test and no other, as long as it needs to be"
SECRETS = """
[auth]
redirect_uri = "{app}/oauth2callback"
cookie_secret = "{secret}"

[auth.pnud]
client_id = "observatory"
client_secret = "not checked here"
server_metadata_url = "{issuer}/.well-known/openid-configuration"
label = "PNUD Ecuador"
"""


@contextmanager
def provider(*people: dict[str, Any]) -> Iterator[str]:
    """A provider that knows these people by their claims, as long as the block lasts; its address.

    On its page each has a button with the name of `sub`.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    known = [part for claims in people for part in ("--user-claims", json.dumps(claims))]
    process = subprocess.Popen(
        [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *known],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        wait_for(f"{url}/.well-known/openid-configuration", process)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def secrets(folder: Path, app: str, issuer: str) -> dict[str, str]:
    """The settings of a server at `app` that lets people of `issuer` sign in."""
    path = folder / "secrets.toml"
    path.write_text(SECRETS.format(app=app, issuer=issuer, secret=COOKIE_SECRET), "utf-8")
    return {"STREAMLIT_SECRETS_FILES": str(path)}

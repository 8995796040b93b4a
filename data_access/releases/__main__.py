"""Do what is due: the child process of the server that makes the release of a night."""

from data_access.database import engine_for
from data_access.releases.nightly import work

if __name__ == "__main__":
    work(engine_for())

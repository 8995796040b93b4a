"""Components that ask who reads run without a browser here, as pages do."""

from tests.pages.conftest import cookie as cookie

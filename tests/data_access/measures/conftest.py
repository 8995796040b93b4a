"""SciPy is loaded before the tests, so that no property's first example pays for it."""

import scipy.sparse.csgraph
import scipy.special  # noqa: F401

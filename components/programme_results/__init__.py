"""The programme's results: hiring, training, ventures and community."""

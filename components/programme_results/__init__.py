"""The programme's outcomes: hiring, training, ventures and community."""

"""The page of training: whom it reaches, how it multiplies, and what people gain from it."""

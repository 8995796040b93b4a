"""The page of hiring: who gets a job, how soon, of what kind, and for how long."""

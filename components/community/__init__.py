"""The page of community: associations, employers, studies and the policies they feed."""

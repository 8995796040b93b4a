"""The page of ventures: who sells on the marketplaces, and how the workspaces are used."""

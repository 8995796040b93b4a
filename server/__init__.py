"""What the server does around the script: routes, headers, compression, errors."""

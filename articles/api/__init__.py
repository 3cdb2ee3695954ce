"""The public read API, `/api/v1/`: what readers may read, as JSON. It changes nothing and knows nobody."""

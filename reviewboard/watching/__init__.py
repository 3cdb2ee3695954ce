"""How this site is watched: probes, metrics, ids of requests, and what is told to services outside."""

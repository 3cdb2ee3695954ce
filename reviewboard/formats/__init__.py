"""How each language of the product writes its dates. Numbers in articles are never written otherwise than they were signed (S12)."""

"""Photos and digits, and their conversion to arrays."""

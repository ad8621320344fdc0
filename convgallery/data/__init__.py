"""Photos and digits in, arrays out."""

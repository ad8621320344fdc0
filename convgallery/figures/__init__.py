"""The figures and animations that scripts share, in one style."""

"""A portfolio of ten partnerships of which every figure was worked out by hand."""

"""Whether what a partnership needs is written down at all."""

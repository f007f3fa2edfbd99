"""What flows, what may go wrong, and how it ends."""

"""What must hold between partnerships."""

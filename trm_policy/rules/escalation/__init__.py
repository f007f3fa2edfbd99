"""How trouble climbs."""

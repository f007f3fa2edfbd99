"""How the partnership is kept alive."""

"""What the parties want to reach, and how they know."""

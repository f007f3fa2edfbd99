"""Who answers for a partnership."""

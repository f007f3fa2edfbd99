"""How things are put in words: the only home of numbers, days, lists, counts and signs."""

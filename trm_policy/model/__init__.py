"""What a partnership is: the shape and the words of format version 1, the same for all."""

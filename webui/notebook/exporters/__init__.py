"""Ways out of the notebook. What leaves it is readable by anyone."""

"""Ways into the notebook: one module for each format that other programs write."""

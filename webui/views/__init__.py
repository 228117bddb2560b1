"""Views: parse, call, render, and nothing else. One blueprint a file; templates mirror them."""

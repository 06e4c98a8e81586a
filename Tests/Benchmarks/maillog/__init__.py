"""Writes outbound mail logs and knows the truth about them."""

"""Vendors, one module per port; nobody else knows their names."""

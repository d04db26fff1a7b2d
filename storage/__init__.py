"""What outlives a call: one DuckDB file behind the store ports."""

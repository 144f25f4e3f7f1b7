"""What every library shares: errors and exit codes, dates, hashes, provenance, readings. Standard library only."""

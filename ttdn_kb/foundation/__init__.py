"""What every layer shares: errors, records, and the places of the resource folders."""

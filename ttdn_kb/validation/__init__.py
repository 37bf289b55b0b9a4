"""Gap checks: shapes and queries, findings, waivers."""

"""What follows from what is stated: rules to a fixpoint with their premises, incremental change, proofs."""

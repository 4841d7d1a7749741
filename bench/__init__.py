"""The budgets of the design, measured: each row beside its yardstick in the same run, on a ground of its own."""

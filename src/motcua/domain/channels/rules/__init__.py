"""What the ways in accept. Pure decisions: no queries, no clock."""

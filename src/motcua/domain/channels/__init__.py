"""The ways in that are no page of ours: other systems (Open311), e-mail and Zalo, each brought to one report."""

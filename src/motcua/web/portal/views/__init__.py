"""The pages of the citizen's door, by what people come for."""

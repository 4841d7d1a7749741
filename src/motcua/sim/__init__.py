"""The synthetic province: people who do not exist, doing a year of work through the real actions."""

"""The council's reports on petitions: one table each, the same on the page, in Excel and on paper."""

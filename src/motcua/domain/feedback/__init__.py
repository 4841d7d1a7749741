"""Citizens' feedback (phản ánh, kiến nghị): what was reported, who has to act, what was done, and whether it held."""

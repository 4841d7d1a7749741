"""What voters ask through the People's Council, point by point, and what was promised to them and kept."""

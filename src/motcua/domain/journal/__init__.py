"""The journal (nhật ký): who did what and when; append-only, and sealed so that any change to it shows."""

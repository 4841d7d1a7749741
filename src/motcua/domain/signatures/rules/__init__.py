"""What a certificate says, whether it is trusted, how a PDF is made ready, filled and signed. No tables, no clock."""

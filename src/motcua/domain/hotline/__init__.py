"""The hotline (tổng đài 1022): calls, who took them and what became of them; what an operator may say."""

"""What an agent said would be done for an owner, and by when."""

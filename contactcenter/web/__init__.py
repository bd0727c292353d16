"""What every HTTP entrance shares: errors as answers, security headers, health, and the application's typed keys."""

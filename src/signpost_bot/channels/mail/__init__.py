"""Mail to staff over SMTP; students are never mailed."""

"""What pages share: how they are served, their headers, the check of where a post comes from."""

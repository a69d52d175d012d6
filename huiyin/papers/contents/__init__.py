"""What each instrument says."""

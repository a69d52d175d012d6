"""Keys, ciphers and chains (保管)."""

"""One's own account (账号安全): where one is signed in, and what else than the password is asked for."""

"""The administrator's pages (账号): who can sign in here, a one-time password, lock and unlock."""

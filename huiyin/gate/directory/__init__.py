"""Signing in with the office's directory (单位目录): LDAP and Active Directory, asked whether a password is right."""

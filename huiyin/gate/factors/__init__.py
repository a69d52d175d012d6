"""Second factors (第二重验证): what somebody shows besides the password. Apps by pyotp, passkeys by fido2."""

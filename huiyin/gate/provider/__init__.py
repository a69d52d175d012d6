"""Signing in with another service (统一登录): OpenID Connect, authorization code with PKCE, back-channel logout."""

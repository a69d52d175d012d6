"""SCIM 2.0 (RFC 7643, 7644): people, and the posts of each organ as groups; each change is an act on an account."""

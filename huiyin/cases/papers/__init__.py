"""The instruments (文书) of a matter: what they say, drawn, issued, served."""

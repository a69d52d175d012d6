"""What many people speak of (热点): messages gathered into events, a place and a thing, with how hot each is."""

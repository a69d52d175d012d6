"""Pages of what many speak of (热点), of what a model learned, and of how either is judged by a person."""

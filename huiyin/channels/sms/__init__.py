"""Text messages (短信) by the HTTP interface of a gateway."""

"""Taking in (登记): the form of every channel, what appears beside it, what is done before the visitor leaves."""

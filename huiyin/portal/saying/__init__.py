"""Having a say (您可以): each act the law gives the petitioner, a button from the table and a page with its form."""

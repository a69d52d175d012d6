"""Machine interfaces: REST, Open311, webhooks, SCIM, figures for operators. The same law and readers as the desk."""

"""The auditor's pages (审计): seals, and the ledgers of what staff looked at, took away and did to accounts."""

"""E-mail (电子邮件): letters in by IMAP, notices and receipts out by SMTP, answers and failures brought home."""

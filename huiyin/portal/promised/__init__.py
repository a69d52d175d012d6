"""What was promised to the person (答应您的事): who carries it out until when, what shows it, and their own word."""

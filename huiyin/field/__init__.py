"""Out among the people (排查调处): disputes found before anybody petitions, the rounds on which they are found."""

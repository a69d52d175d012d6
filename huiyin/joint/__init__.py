"""Joint petitions (共同信访): the numbers and codes of those who stand behind one matter. Beside the record."""

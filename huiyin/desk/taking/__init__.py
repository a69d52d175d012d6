"""A whole matter taken out as one archive (取走案卷): papers, materials, words, journal, for an archive or a court."""

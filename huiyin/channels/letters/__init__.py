"""Letters on paper (来信): scans and photos taken in, turned upright, read in the background, registered by a clerk.

The original is kept encrypted and unaltered under its hash. What is read from it is only a proposal: a person compares
it with the picture and has the last word. Nothing here needs a network; the models lie in the installed package.
"""

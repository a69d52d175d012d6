"""Who a report of wrongdoing is about (被反映人), however it was typed; and whether words are a report at all.

``spelling`` brings names and typed words to one form, ``forms`` knows what an organ is called, ``reading`` finds names
in what was typed, ``meant`` decides who is meant and who may keep the report, ``signs`` tells a report by its words.
"""

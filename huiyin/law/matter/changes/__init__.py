"""What each act changes of a matter beyond stage, turn and clocks; which act does which: ../fold.py."""

"""Work orders (工单) of hotlines and other registers: sheets or JSON from a folder or the desk; results back."""

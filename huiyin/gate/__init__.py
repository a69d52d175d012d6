"""The gate (门): how somebody comes in at either front: limits, a little work, known devices, second factors."""

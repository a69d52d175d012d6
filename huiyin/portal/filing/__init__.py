"""Filing (提出信访): three quiet steps, a draft that loses nothing, the right door, a page for those without a net."""

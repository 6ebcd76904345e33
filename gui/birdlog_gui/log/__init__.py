"""What became of each mail: the list, and the pane that shows one of them."""

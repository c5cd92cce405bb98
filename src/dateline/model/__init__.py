"""What things are: pure values without I/O and without third-party imports."""

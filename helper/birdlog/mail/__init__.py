"""Reading mail: bytes in, frozen values out. Total on any bytes, bounded, and without I/O."""

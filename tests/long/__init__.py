"""What takes longer than a change should wait: real processes killed and cut off, documents mangled, an office in use."""

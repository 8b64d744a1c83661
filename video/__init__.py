"""Video nodes: signalling, and pictures and sound from one seat of a call to the others."""

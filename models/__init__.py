"""Languages, and later speech recognition and translation. Others import only its published modules."""

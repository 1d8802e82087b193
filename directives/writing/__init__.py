"""Facts in, the bytes of an official document out: the counterpart of `directives.reading`."""

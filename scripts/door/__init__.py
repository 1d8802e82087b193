"""What `./dondoc` does. Standard library only: these modules run before anything is installed."""

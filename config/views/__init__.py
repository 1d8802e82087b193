"""Pages of the site as a whole: errors, the reader's theme, the gallery of components."""

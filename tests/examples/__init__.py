"""One folder an audit: a sound database, a spoilt one, and exactly what is said of it."""

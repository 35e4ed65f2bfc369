"""A knowledge graph of geopolitical events from Indonesian and English news."""

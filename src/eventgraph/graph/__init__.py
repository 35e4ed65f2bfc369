"""Graph: events to RDF and back; keep, check, ask, write out."""

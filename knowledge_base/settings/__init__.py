"""How the knowledge base is run here: who sorts gaps, and how long everything may take."""

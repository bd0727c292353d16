"""People and organisations who contact us: their addresses, their language and the homes they live in or own."""

"""Articles that may answer what an owner says, without anybody asking for them."""

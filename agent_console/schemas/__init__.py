"""The shapes of requests and answers: what the OpenAPI document shows and the console's types are made from."""

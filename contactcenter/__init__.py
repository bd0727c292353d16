"""The core of the contact center: what a service line is, without any provider and without any screen."""

__version__ = "0.1.0"

"""The desk: pages for people, an API for programs, tools for agents."""

"""What writes files for people: scaffolding now, formatting and fixes on the same ground."""

"""Rules applied to partnerships, and what is forgiven.

``settings`` is what an organisation sets; ``catalogue`` has the rules and policies there are, and
``rule_page`` reads their pages. ``judge`` applies them to one charter, ``change_judge`` to what
became of it since a revision, ``checker`` to a portfolio, on several processes. ``waivers`` and
``baseline`` take away what is lived with; ``comparison`` holds two reports against each other and
``rule_changes`` two sets of rules. ``completeness`` counts what is in place, ``examples`` runs
those of the pages, and ``limits`` gives the rules' options to the figures that ask the same.
"""

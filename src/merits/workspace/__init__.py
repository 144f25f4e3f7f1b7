"""The workspace: people, permission and memory around the libraries. A Django project, inside the package.

``queries.py`` of each app is its only reader and ``actions.py`` its only writer; every read of a case goes through
``cases.queries.case_for``. What the pages do, the command line can do through the same functions.
"""

"""Calendars to subscribe to: what is planned, what falls due, and what escalations wait for."""

from trm_policy.publish.calendars.agenda import agenda, concerning, due_entry, ids_of_party
from trm_policy.publish.calendars.file import Entry, Stamp, calendar

__all__ = ["Entry", "Stamp", "agenda", "calendar", "concerning", "due_entry", "ids_of_party"]

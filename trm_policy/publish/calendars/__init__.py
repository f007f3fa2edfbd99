"""Calendars to subscribe to: what is planned, what falls due, and what escalations wait for."""

from trm_policy.publish.calendars.agenda import agenda, ids_of_party
from trm_policy.publish.calendars.due import due_event
from trm_policy.publish.calendars.file import Stamp, calendar

__all__ = ["Stamp", "agenda", "calendar", "due_event", "ids_of_party"]

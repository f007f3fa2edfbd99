"""Charts of figures: each is told in words, drawn as SVG by Vega-Lite, and has its table behind it.

A module for each chart turns figures into a :class:`~trm_policy.publish.charts.chart.Chart`; the
:class:`~trm_policy.publish.charts.gallery.Gallery` draws any of them.
"""

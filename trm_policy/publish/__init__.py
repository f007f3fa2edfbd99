"""Pages made from a portfolio: pure functions to HTML, and a thin plugin that hands them over."""

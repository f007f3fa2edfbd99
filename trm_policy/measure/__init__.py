"""Pure figures from a portfolio: how a KPI stands, and later trend, maturity and health."""

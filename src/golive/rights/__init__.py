"""Who may do what, and reach what: roles, grants, policies, and what code behind them names."""

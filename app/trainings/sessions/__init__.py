"""Sessions (场次): what was planned and held, who signed up and who signed in."""

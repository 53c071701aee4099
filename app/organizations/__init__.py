"""What is recorded of an organization: attributes, standing, stage, grade."""

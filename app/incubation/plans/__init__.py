"""Growth plans (孵化大纲)."""

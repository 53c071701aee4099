"""What a written value means; pure, and the only place that reads what people put into a cell."""

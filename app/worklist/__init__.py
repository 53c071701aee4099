"""The worklist (待办): what the data itself says there is to do."""

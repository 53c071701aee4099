"""The tree 省-市-区-街道-社区 by 12-digit code; a scope is a range of codes."""

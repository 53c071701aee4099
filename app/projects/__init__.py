"""Projects: calls, the way from 申报 to 验收, money, results, reviews and recognitions."""

"""Filing papers (备案材料) and the numbers given to filed groups."""

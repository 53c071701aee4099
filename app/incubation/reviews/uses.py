"""What of the criteria reviews rest on."""

from sqlalchemy import select

from app.incubation.reviews.models import Review, ReviewScore

# A concluded review, withdrawn since or not, went by the set as it was.
SETS_USED = select(Review.set_id).where(Review.concluded_at.is_not(None))
CRITERIA_USED = select(ReviewScore.criterion_id)

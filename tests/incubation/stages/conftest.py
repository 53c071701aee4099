from tests.incubation.reviews.conftest import street  # noqa: F401, a fixture

from app.demo.assessments import load_assessments
from app.projects.assessments import queries
from app.projects.words import Result
from tests.factories.people import PersonLinkFactory


def test_reviews_the_projects_and_lets_linked_experts_stand_aside(
    standpoint, project, organization, expert
):
    linked = expert("乙寅卯")
    PersonLinkFactory.create(person_id=linked.id, organization_id=organization.id)
    expert()

    assert load_assessments(standpoint) == 1

    items = queries.list_assessments(standpoint, project.id)
    review = items[-1]
    assert review.result is Result.PASSED
    assert [item.name for item in review.experts if item.is_recused] == ["乙寅卯"]
    assert items[0].row.rectify_by is not None

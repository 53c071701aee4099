from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.access.permissions import Permission
from app.accounts.guards import requires, standpoint, viewer
from app.divisions.queries import list_divisions
from app.i18n import _
from app.incubation.residencies import operations, queries
from app.incubation.residencies.forms import RoomForm
from app.incubation.residencies.steps import ROOM_KIND_LABELS
from app.incubation.residencies.views.blueprint import blueprint, look
from app.organizations.queries import list_homes
from app.organizations.views.writing import is_written


@blueprint.route("/incubation/residencies/rooms")
@requires(Permission.INCUBATION_READ)
def rooms() -> ResponseReturnValue:
    return render_template(
        "incubation/residencies/rooms.html",
        uses={use.room.id: use for use in queries.list_room_uses(standpoint())},
        rooms=queries.list_rooms(standpoint()),
        kinds=ROOM_KIND_LABELS,
        may_edit=viewer().may(Permission.INCUBATION_EDIT) and standpoint().known_at is None,
        divisions=list_divisions(viewer().division_code),
        standpoint=standpoint(),
        look=look(),
    )


@blueprint.route("/incubation/residencies/rooms/new", methods=["GET", "POST"])
@requires(Permission.INCUBATION_EDIT)
def add_room() -> ResponseReturnValue:
    form = RoomForm(list_homes(standpoint()))

    if form.validate_on_submit() and is_written(
        form, lambda: operations.add_room(standpoint(), form.facts())
    ):
        flash(_("场所“%(name)s”已添加。", name=form.name.data), "success")
        return redirect(url_for("residencies.rooms"))

    return render_template("incubation/residencies/room.html", form=form, room=None, look=look())


@blueprint.route("/incubation/residencies/rooms/<int:room_id>", methods=["GET", "POST"])
@requires(Permission.INCUBATION_EDIT)
def edit_room(room_id: int) -> ResponseReturnValue:
    room = queries.get_room(standpoint(), room_id)
    form = RoomForm(list_homes(standpoint(), near=room.division_code), room)

    if form.validate_on_submit() and is_written(
        form,
        lambda: operations.edit_room(
            standpoint(), room_id, form.facts(), version=form.version_sent()
        ),
    ):
        flash(_("场所“%(name)s”已保存。", name=form.name.data), "success")
        return redirect(url_for("residencies.rooms"))

    if form.is_stale:
        form.version.data = str(room.version)
    page = render_template("incubation/residencies/room.html", form=form, room=room, look=look())
    return page, 409 if form.is_stale else 200

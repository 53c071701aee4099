"""Every action that is audited, with what people call it."""

from app.i18n import _l

ACTIONS = {
    "account:create": _l("新建账号"),
    "account:disable": _l("停用账号"),
    "account:edit": _l("修改账号信息"),
    "account:enable": _l("启用账号"),
    "account:password:change": _l("修改密码"),
    "account:password:reset": _l("重置密码"),
    "account:sign-in": _l("登录"),
    "account:sign-in:end": _l("强制退出登录"),
    "account:sign-in:refuse": _l("登录失败"),
    "account:sign-out": _l("退出"),
    "audit:export": _l("导出操作日志"),
    "division:load": _l("载入区划"),
    "import:apply": _l("确认导入"),
    "import:discard": _l("放弃导入"),
    "import:recheck": _l("重新预检"),
    "import:upload": _l("上传台账"),
    "organization:edit": _l("修改组织信息"),
    "organization:export": _l("导出名录"),
    "organization:grade:correct": _l("更正评估等级"),
    "organization:grade:record": _l("登记评估等级"),
    "organization:grade:withdraw": _l("撤回评估等级"),
    "organization:register": _l("新增组织"),
    "organization:stage:correct": _l("更正孵化阶段"),
    "organization:stage:record": _l("变更孵化阶段"),
    "organization:stage:withdraw": _l("撤回孵化阶段"),
    "organization:standing:correct": _l("更正登记状态"),
    "organization:standing:record": _l("变更登记状态"),
    "organization:standing:withdraw": _l("撤回登记状态"),
}

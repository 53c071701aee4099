"""The one exception of this package."""


class UnreadableValueError(ValueError):
    """Something stands in the cell, but not what its column asks for; its text is to be kept.

    The code is stable: unparsable_date, ambiguous_date, unparsable_number, unparsable_phone,
    unknown_value, digits_lost or masked_value.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

"""May this number be called now, and what must be said when somebody answers.

`gate` decides, from `dialable` (which numbers exist and of what kind they are) and
`hours` (when a business may be called); `reasons` are its codes with advice; `speech`
is the disclosure, and `phrases` knows what a callee must be obeyed in; `parties` says
where everybody must agree to a recording, and `agreement` whether somebody has. Missing
data is a no. These are product defaults after RELIABILITY 3.7 and 4, not legal advice.

What is said is imported from here; `gate` by its own name, since it brings tables of
numbers and holidays along that a call's process has no use for.
"""

from panda.compliance.phrases import asks_not_to_call_again, is_robot_question
from panda.compliance.reasons import ADVICE, Reason
from panda.compliance.speech import discloses, disclosure, farewell, robot_answer

__all__ = [
    "ADVICE",
    "Reason",
    "asks_not_to_call_again",
    "discloses",
    "disclosure",
    "farewell",
    "is_robot_question",
    "robot_answer",
]

"""What happens to a petition: it is heard, sorted, sent, assigned, answered, judged, followed and reported back."""

from motcua.domain.petitions.actions.answering import (
    answered_by_letter,
    answered_on_paper,
    draft_answer,
    put_in_letter,
)
from motcua.domain.petitions.actions.attaching import attach, detach, pass_on
from motcua.domain.petitions.actions.council import (
    NewMeeting,
    Speaker,
    answer_on_the_spot,
    hand_in_minutes,
    hold_meeting,
    note_opinion,
)
from motcua.domain.petitions.actions.judging import judge
from motcua.domain.petitions.actions.moves import (
    Screened,
    accept,
    answer,
    assign,
    assign_all,
    classify,
    come_back,
    follow,
    fulfil,
    give_back,
    guide,
    join,
    report_back,
    review,
    screen,
    send,
    set_aside,
    settle,
)
from motcua.domain.petitions.actions.promising import (
    carry_over,
    commit,
    keep_commitment,
)
from motcua.domain.petitions.actions.publishing import (
    keep_private,
    make_public,
    name_voter,
    say_unanswered,
    tell_unanswered,
    withdraw_name,
)
from motcua.domain.petitions.actions.quoting import tell_quoting
from motcua.domain.petitions.actions.recalling import (
    letter_recalled,
    letter_replaced,
    owe_again,
    tell_of_recall,
)
from motcua.domain.petitions.actions.replying import (
    draft_reply,
)
from motcua.domain.petitions.actions.sealing import (
    forget_words,
    seal,
)
from motcua.domain.petitions.actions.sending import (
    send_batch,
)
from motcua.domain.petitions.actions.sheets import (
    read_in,
    read_waiting,
    take_lines,
    take_sheet,
)
from motcua.domain.petitions.actions.stepping import (
    complete_task,
)
from motcua.domain.petitions.actions.succession import hand_on, hand_on_ended
from motcua.domain.petitions.actions.taking import (
    clear_suspicion,
    split_points,
    take_opinion,
    take_petition,
)
from motcua.domain.petitions.actions.telling import (
    letter_tried,
    stop_mail,
    tell,
)
from motcua.domain.petitions.actions.terms import (
    name_delegate,
    name_group,
    open_session,
    open_term,
    publish_terms,
)
from motcua.domain.petitions.actions.watching import (
    remind,
    tell_commitment,
    tell_reminder,
    watch,
)
from motcua.domain.petitions.rules import AnswerSaid, Assigning, Letter, NewPetition, PointSaid, Promise, Said, Voter

__all__ = [
    "AnswerSaid",
    "Assigning",
    "Letter",
    "NewMeeting",
    "NewPetition",
    "PointSaid",
    "Promise",
    "Said",
    "Screened",
    "Speaker",
    "Voter",
    "accept",
    "answer",
    "answer_on_the_spot",
    "answered_by_letter",
    "answered_on_paper",
    "assign",
    "assign_all",
    "attach",
    "carry_over",
    "classify",
    "clear_suspicion",
    "come_back",
    "commit",
    "complete_task",
    "detach",
    "draft_answer",
    "draft_reply",
    "follow",
    "forget_words",
    "fulfil",
    "give_back",
    "guide",
    "hand_in_minutes",
    "hand_on",
    "hand_on_ended",
    "hold_meeting",
    "join",
    "judge",
    "keep_commitment",
    "keep_private",
    "letter_recalled",
    "letter_replaced",
    "letter_tried",
    "make_public",
    "name_delegate",
    "name_group",
    "name_voter",
    "note_opinion",
    "open_session",
    "open_term",
    "owe_again",
    "pass_on",
    "publish_terms",
    "put_in_letter",
    "read_in",
    "read_waiting",
    "remind",
    "report_back",
    "review",
    "say_unanswered",
    "screen",
    "seal",
    "send",
    "send_batch",
    "set_aside",
    "settle",
    "split_points",
    "stop_mail",
    "take_lines",
    "take_opinion",
    "take_petition",
    "take_sheet",
    "tell",
    "tell_commitment",
    "tell_of_recall",
    "tell_quoting",
    "tell_reminder",
    "tell_unanswered",
    "watch",
    "withdraw_name",
]

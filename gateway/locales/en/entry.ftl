# Contacts that an officer writes down, and corrections of them.

entry-title = Write down a contact
entry-open = Write down a contact
entry-open-tab = Write down a contact (new tab)
entry-anonymous = Do not ask for a name when it is not needed.
entry-channel = Channel
entry-topic = Topic
entry-topic-hint = Type a few letters and press Enter.
entry-where = Where
entry-where-hint = Municipality or place. You may leave it empty.
entry-where-town = municipality
entry-where-own = own team
entry-theme = Theme: { $theme }
entry-team = Team: { $team }
entry-outcome = Outcome
entry-note = Note
entry-note-left = { $left ->
    [one] 1 character left
   *[other] { $left } characters left
}
entry-note-over = { $over ->
    [one] 1 character too many
   *[other] { $over } characters too many
}
entry-more = More about this contact
entry-day = Day
entry-start = Start
entry-start-or-now = Start (empty is now)
entry-minutes = Minutes it took
entry-end = End
entry-language = Language
entry-initiative = Who began the contact?
entry-initiative-citizen = The citizen
entry-initiative-police = The police
entry-follow-up = Something still has to be done
entry-same-case = Same case: reference
entry-save = Save
entry-saving = Saving
entry-clear = Clear
entry-saved = Saved. Reference { $reference }, in { $seconds ->
    [one] 1 second
   *[other] { $seconds } seconds
}.
entry-unsaved-faults = { $count ->
    [one] Not saved yet. Look at 1 field.
   *[other] Not saved yet. Look at { $count } fields.
}
entry-unsaved-no-answer = Not saved yet: we get no answer. What you typed stays here. Save again in a moment.
entry-unsaved-logged-out = Not saved yet: you are logged out. What you typed is here again after you log in.
entry-unsaved-refused = This page is for officers and supervisors.
entry-no-choice = Nothing found. Type other letters.
entry-found = { $count ->
    [one] 1 choice
   *[other] { $count } choices
}
entry-keys-rest = A number or letter chooses the channel and the outcome.

# Today
entry-list = My contacts
entry-list-team = Contacts of my team
entry-list-day = Day
entry-list-empty = No contacts on this day yet.
entry-list-more = The newest { $shown } of { $count } contacts.
entry-list-withdrawn = withdrawn
entry-list-follow-up = follow-up needed
entry-correct = Correct
entry-correct-named = Correct { $reference }
entry-look = Look
entry-look-named = Look at { $reference }

# Correcting
entry-correcting = Correct contact { $reference }
entry-looking = Contact { $reference }
entry-why = Why?
entry-why-mistaken = Filled in wrongly
entry-why-learned-later = Heard more later
entry-why-entered-twice = Entered twice
entry-withdraw = Withdraw: this contact does not count
entry-correct-save = Save correction
entry-corrected = Corrected. What was there before stays in the log.
entry-not-correctable-now = You cannot correct this contact now. Your supervisor can.
entry-history = What was changed?
entry-history-empty = Nothing was changed yet.
entry-history-line = { $officer }: { $why }
entry-history-change = { $name }: { $before } became { $after }
entry-history-hidden = { $name }: changed
entry-nothing = empty
entry-yes = yes
entry-no = no
entry-column-channel = Channel
entry-column-language = Language
entry-column-place = Place
entry-column-topic = Topic
entry-column-theme = Theme
entry-column-municipality = Municipality
entry-column-base-team = Base team
entry-column-initiative = Who began
entry-column-started-at = Start
entry-column-ended-at = End
entry-column-outcome = Outcome
entry-column-note = Note
entry-column-follow-up = Follow-up needed
entry-column-withdrawn = Withdrawn

# What is wrong, at its field
entry-fault-choose = Choose one.
entry-fault-unknown = This is not in the list. Choose one from the list.
entry-fault-note-too-long = The note is too long. At most { $max } characters.
entry-fault-in-future = This moment has not come yet.
entry-fault-too-long-ago = This is too long ago. At most { $days } days.
entry-fault-end-before-start = The end is before the start.
entry-fault-end-or-duration = Fill in the end or the minutes, not both.
entry-fault-reference-wrong = This reference is not right. Please check it.
entry-fault-reference-unknown = We do not know this reference.
entry-fault-nothing-changed = You changed nothing.
entry-fault-not-correctable = You cannot correct this.
entry-fault-day = Choose a day.
entry-fault-day-in-future = This day has not come yet.
entry-fault-minutes = Type whole minutes, such as 15.
entry-fault-too-many-minutes = This is longer than { $days } days. Type how long it took, in minutes.
entry-fault-time = Type a time, such as 14:05.
refused-already-saved = This contact was saved already, with reference { $reference }. Correct it in the list.
refused-not-correctable = You cannot correct this contact now. Your supervisor can.

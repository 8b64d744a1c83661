# The officer's screen, and the page to log in.

console-hub-name = Contact point
console-title = Console
console-pages = Pages
console-to-statistics = Statistics
console-available = Available
console-log-out = Log out
console-log-in-again = Log in again
console-logged-out = You are logged out. What you typed will be there again.
console-not-your-role = This page is not for your role ({ $role }). You can go here:
console-not-there = This page is not there
console-not-there-why = See whether the address is right.
console-not-there-on = To your first page

# Connection
console-connection-connecting = Connecting
console-connection-open = Connected
console-connection-lost = No connection
console-connection-stopped = Stopped

# Queue
console-queue = Queue: { $count }
console-queue-order = Longest waiting first
console-queue-empty = Nobody is waiting now.
console-in-hand = { $count ->
    [one] My conversation
   *[other] My conversations: { $count }
}
console-unread = { $count ->
    [one] 1 new message
   *[other] { $count } new messages
}
console-overdue = { $minutes ->
    [one] Longer than 1 minute
   *[other] Longer than { $minutes } minutes
}
console-medium-chat = Chat
console-medium-video = Video
console-surface-website = website
console-surface-kiosk = kiosk
console-kiosk-at = kiosk
console-topic-none = Topic not known yet
console-looks-on = You are looking on
console-looks-on-hint = You see who is waiting. What someone writes is seen only by the officer who takes the conversation.
console-officers-take = Officers take whoever waits.
console-take-longest = Take the longest waiting
console-take-chat = Take the first chat
console-take-video = Take the first video
console-take-nobody = Nobody is waiting now
console-take-after-call = Possible after this call
console-take-needs-connection = You can do this when the connection is back.

# Conversation
console-nothing-open = No conversation open
console-nothing-open-hint = Take someone from the queue. You will then see the story so far here.
console-citizen-here = Citizen is here
console-citizen-away = Citizen is away
console-citizen-left = Citizen has stopped
console-citizen-closed = Conversation is over
console-citizen-offline = The citizen is away for a moment. You can go on typing; your messages arrive when the citizen is back.
console-over-left = The citizen has stopped and no longer reads along. Finish your note and close the conversation.
console-over-closed = This conversation has ended. The contact is in the log.
console-typing-is-kept = There is no connection. What you type and send is kept, and goes out by itself later.
console-story = Story so far
console-story-by-computer = with the assistant, a computer
console-author-bot = Assistant
console-author-citizen = Citizen
console-author-hub = Contact point
console-offered = Offered:
console-safety-shown = Was shown the number { $numbers }
console-news-below = New message
console-message = Message to the citizen
console-message-placeholder = Type a message to the citizen
console-message-over = You cannot answer any more.
console-message-keys = Enter sends, Shift+Enter makes a new line.
console-message-left = { $left ->
    [one] 1 character left
   *[other] { $left } characters left
}
console-message-too-long = { $over ->
    [one] 1 character too many. Make the message shorter.
   *[other] { $over } characters too many. Make the message shorter.
}

# Lines in the conversation, as the officer reads them
console-thread-code-given = The citizen got a secret code, to go on later.
console-thread-resumed = The citizen is back, with number and secret code.
console-thread-citizen-left = The citizen stopped. You can wrap up the conversation.
console-thread-person-asked-chat = The citizen asked for a chat with an officer.
console-thread-person-asked-video = The citizen asked for a video call with an officer.
console-thread-waiting-stopped = The citizen stopped waiting.
console-thread-officer-left = The officer put the citizen back in the queue.
console-thread-call-ready = The video call is ready. The citizen is being connected.
console-thread-closed = The conversation is closed.

# Video call
console-the-citizen = the citizen
console-call-no-devices = Your camera and microphone do not work. The citizen cannot see or hear you. You can type.
console-call-lost = Your connection to the video call is gone.
console-call-over = The video call has ended. Finish your note and close the conversation.
console-call-over-closed = The video call is over.
console-call-citizen-coming = The citizen is being connected ...
console-call-return = Back into the video call
console-call-elsewhere = This video call is open in another window.
console-call-take-here = Take it over here
console-call-goes-on = Your video call is still on.
console-call-back = Go to the video call

# Case
console-case = Case
console-case-empty = When you take a conversation, you see here what it is about.
console-case-looks-on = Only the officer of a conversation sees the case here.
console-fact-reference = Reference
console-fact-topic = Topic
console-fact-route = Advice
console-fact-theme = Theme
console-fact-language = Language
console-fact-channel = Channel
console-fact-place = Place
console-fact-asked = Asked for help
console-route-emergency = 112
console-route-report-online = Report online
console-route-report-officer = Report to an officer
console-route-report-nuisance = Report a nuisance
console-route-anonymous-tip = Anonymous tip
console-route-investigation-tip = Tip about an investigation
console-route-refer-municipality = To the municipality
console-route-refer-partner = To another organisation
console-route-find-wijkagent = Find the neighbourhood officer
console-route-find-station = Find a station
console-route-report-status = Question about a report
console-route-talk-to-human = Wants to talk to a person
console-route-police-info = Question about the police
console-route-smalltalk-or-out-of-scope = No question for the police
console-note = Note
console-note-saved = Saved
console-note-saving = Saving
console-note-unsaved = Not saved yet
console-note-shorter = Make the note shorter first.
console-outcome = Outcome
console-outcome-first = Choose an outcome first.
console-put-back = Back in the queue
console-put-back-again = This ends the video call. Press once more.
console-close = Close conversation
console-close-again = This ends the video call. Press once more.
console-off-my-list = Off my list
console-done-close = Conversation { $reference } is closed.
console-done-release = Conversation { $reference } is back in the queue.
outcome-report-taken = Report taken
outcome-advice-given = Advice given
outcome-referred = Referred
outcome-appointment-made = Appointment made
outcome-no-contact = No contact

# Keys and sound
console-keys = Keys
console-keys-title = Keys
console-keys-rest = Single letters do nothing while you type in a text field.
console-keys-characters = Use single letters as keys
console-keys-queue = Queue
console-keys-conversation = Conversation
console-keys-call = Video call
console-keys-general = General
console-key-take-longest = Take the longest waiting
console-key-take-chat = Take the first chat
console-key-take-video = Take the first video
console-key-available = Available on or off
console-key-next-work = Next conversation
console-key-previous-work = Previous conversation
console-key-focus-message = To the message
console-key-focus-note = To the note
console-key-focus-outcome = To the outcome
console-key-put-back = Back in the queue
console-key-close = Close conversation (during video: twice)
console-key-mute = Your sound on or off
console-key-camera = Your picture on or off
console-key-by-hand = Write down a contact
console-key-keys = This list
console-sounds = Sound
console-sounds-hint = A tone when someone new is waiting, and when a connection is lost.

# Log in
login-title = Log in
login-demonstration = For demonstration only.
login-demonstration-why = These people are made up and there is no password. Do not type real data here.
login-who = Who are you?
login-role-officer = Officer
login-role-supervisor = Supervisor
login-role-administrator = Administrator
login-role-privacy-officer = Privacy officer
login-role-interpreter = Interpreter
login-at-provider = You log in with the account of your force.
login-go = Log in
login-logged-out = You are logged out here.
login-still-at-provider = You may still be logged in at the log-in service.
login-log-out-at-provider = Log out there too
login-trouble-not-here = Logging in without a password is not possible here.
login-trouble-no-answer = We get no answer. Please try again in a moment.
login-trouble-unavailable = Logging in does not work now. Please try again in a moment.
login-trouble-provider-away = The log-in service does not answer. Please try again in a moment.
login-trouble-log-in-refused = Logging in did not work. Please try again.
login-trouble-log-in-too-weak = This way to log in is not safe enough. Log in with an extra check.
login-trouble-log-in-stale = Logging in took too long or began in another window. Please try again.
login-trouble-unknown-officer = Your account may not log in here. Ask your administrator to add you.
own-title = Your page
own-pages = You can go to:
own-nothing-yet = There is nothing to do here for your role yet.

login-not-here = Logging in without a password is not possible here.
login-no-answer = We get no answer. Please try again in a moment.

# Show yourself
console-appear-left = { $seconds ->
    [one] Let them hear from you: 1 second left.
   *[other] Let them hear from you: { $seconds } seconds left.
}
console-appear-why = Type something or press the button. If not, the citizen goes back to the old place in the queue.
console-appear-soon = Let them hear from you now. If not, the citizen goes back to the queue.
console-appear-say = Say: I am reading
officer-is-reading = Good day. I am first reading what you wrote. One moment please.
console-put-back-silent = You gave no sign. The citizen is back at the old place in the queue.
console-put-back-away = { $count ->
    [one] You were away too long. The citizen is back at the old place in the queue.
   *[other] You were away too long. { $count } citizens are back at their old places in the queue.
}
console-thread-officer-silent = The officer gave no sign. The citizen went back to the old place.
console-thread-waiting-lapsed = The citizen was away too long and is no longer in the queue.
console-thread-closed-vanished = The conversation is closed: the citizen was away too long.

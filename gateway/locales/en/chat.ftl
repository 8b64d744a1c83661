# The assistant in the chat window, and the lines of a conversation.

bot-notice = This is a computer, not a person.
bot-away = The assistant does not answer now. Choose a topic, or talk to a person.

chat-greeting = Hello. What happened? Tell it in your own words.
chat-menu = What is it about? Choose a topic, or type your question.
chat-name = Police assistant
chat-open = Ask your question
chat-minimise = Make the window smaller
chat-unread = { $count ->
    [one] 1 new message
   *[other] { $count } new messages
}
chat-end = Stop this conversation
chat-how-title = How does this work?
chat-how-text = A computer reads your message and looks for the best answer. It can be wrong. You can always ask for a person. An officer can then read your conversation. Do not give your citizen service number or bank details.
chat-how-officer = You are talking to an officer now. The officer can also read what you wrote before.
chat-not-here = The chat does not work on this site. Are you in danger? Call 112.
chat-input-label = Your message
chat-input-placeholder = Type your message

chat-person-question = Prefer a person?
chat-person-chat = Chat
chat-person-video = Video
chat-person-unknown = ? min
chat-person-waiting = Waiting
chat-person-none = Nobody free

chat-waiting-title = You are waiting for an officer
chat-waiting-place = Your place in the queue: { $place }.
chat-waiting-expected = It takes { $wait } more.
chat-waiting-unknown = We do not know how long it takes.
chat-waiting-nobody = No officer is free now. You keep your place.
chat-waiting-hint = You can keep typing here.
chat-waiting-hint-video = Your waiting room is open in another window.
chat-waiting-room = Waiting room
chat-waiting-stop = Stop waiting
chat-officer-with-you = You are talking to { $name }
chat-officer-badge = (number { $badge })
chat-call-open = Open the video call
chat-call-blocked = Your browser blocked the video window. Open it here:

chat-closed-title = This conversation is finished
chat-closed-reference = Your number:
chat-closed-keep = Write this number down. It helps us to find your conversation fast.
chat-new = Start a new conversation

thread-label = Conversation
thread-you = You said:
thread-author-bot = Assistant
thread-author-hub = Assistant
thread-author-officer = Officer
thread-author-citizen = Citizen
thread-new-tab = (opens in a new window)
thread-typing = { $name } is typing
thread-delivery-sending = Sending
thread-delivery-stored = Sent
thread-delivery-seen = Delivered
thread-person-asked-chat = You asked for a chat with an officer.
thread-person-asked-video = You asked for a video call with an officer.
thread-waiting-stopped = You are no longer waiting. The assistant helps you again. Do you want an officer after all? Choose chat or video again. You then join the end of the queue.
thread-waiting-lapsed = You were away for more than 2 minutes. That is why you are no longer in the queue.
thread-officer-joined = { $name } ({ $badge }) is here now.
thread-officer-left = The officer has left. You are back at your old place in the queue.
thread-officer-silent = We are sorry: the officer could not come to you after all. You are back at your old place in the queue.
thread-citizen-left = You stopped this conversation.
thread-call-ready = The video call is ready.
thread-call-started = The video call has started.
thread-call-ended = The video call has ended.
thread-open-call = Go to the video call
thread-closed = The conversation is finished.
thread-closed-vanished = We closed this conversation, because you were away too long. You can begin a new one.

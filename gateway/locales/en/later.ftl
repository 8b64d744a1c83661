# Going on with a conversation later: number and secret code.

later-link = Go on later
later-have = I have a number
later-title = Go on later
later-explain = With this number and this code you go on with this conversation. You can do that up to and including { $date }, on another device too.
later-number = Your number
later-code = Your secret code
later-once = Write both down. We show the code only once. Give it to nobody.
later-place = If you close the chat, you lose your place in the queue.
later-stay = Go on talking
later-stop = Stop for now
later-no-connection = There is no connection now. Please try again in a moment.
later-saved-title = This conversation is saved
later-saved = You can go on up to and including { $date }, with your number and your secret code.
later-form-title = Go on with an earlier conversation
later-reference-label = Your number
later-reference-hint = such as 7KQ2-MX4D
later-code-label = Your secret code
later-code-hint = 10 characters
later-person = Talk to a person
later-code-missing = Please fill in your secret code too.
later-go = Go on

thread-code-given = You got a secret code, to go on later.
thread-resumed = You are back. You go on with this conversation.

refused-not-a-reference = This number is not right. Please check it.
refused-wrong-code = Number and code do not belong together, or the time is over. Please check them. Does it not work? Talk to a person.
refused-code-tries = A wrong code was tried too often. It works again in { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}. Do you not want to wait? Talk to a person.

# The kiosk: a large touch screen without a telephone and without a keyboard.

kiosk-title = Police
kiosk-danger = Danger now?
kiosk-danger-label = 112: what to do in danger

# Language
kiosk-language-heading = Report or question? Choose your language
kiosk-language-short = Choose your language
kiosk-language-private = No account or DigiD needed. This screen is cleared afterwards.
kiosk-language-tile = Report or question

# Choosing
kiosk-choice-heading = What do you want to do?
kiosk-choice-sentence = Touch a box.
kiosk-choice-video = Video with an officer
kiosk-choice-video-more = You see and hear an officer on this screen. For a report or a question.
kiosk-choice-video-wait = Now a wait of { $wait }.
kiosk-choice-assistant = Ask the assistant
kiosk-choice-assistant-more = A computer answers at once.
kiosk-choice-emergency = 112: there is danger now
kiosk-choice-emergency-more = What you have to do now.

# Assistant
kiosk-assistant-heading = Ask the assistant
kiosk-answers = Choose an answer
kiosk-topics = Choose a topic
kiosk-on-your-phone = On your own phone or computer
kiosk-call-with-phone = Call with your own phone
kiosk-safety-closed = There is help for you here
kiosk-safety-touch = Touch to read
kiosk-safety-close = Hide this again

# 112
kiosk-emergency-heading = Danger now? Call 112
kiosk-emergency-sentence = This screen cannot make phone calls. Do this:
kiosk-emergency-safe = Go to a safe place first.
kiosk-emergency-own-phone = Call 112 with your own phone. It is free. It also works without credit.
kiosk-emergency-ask = No phone? Shout for help. Ask someone to call 112.
kiosk-emergency-app = Is it hard for you to hear or speak? Use the app 112NL.
kiosk-emergency-where = Say first where you are and what is happening.
kiosk-emergency-video = Can nobody call? Video with an officer
kiosk-emergency-video-more = This takes longer than 112. Sometimes you have to wait.

# Help
kiosk-help-heading = Help with this screen
kiosk-help-touch = Touch a box with your finger. You cannot break anything.
kiosk-help-back = Back: you go one step back.
kiosk-help-phone = I am on the phone: the screen goes blank and waits 5 minutes for you.
kiosk-help-done = Done: we clear everything from this screen.
kiosk-help-lower = Lower screen: everything comes down. Useful when you sit.
kiosk-help-person = Talk to a person
kiosk-help-person-more = Video with an officer

# Fixed buttons
kiosk-buttons = Fixed buttons
kiosk-back = Back
kiosk-back-waiting = Stop waiting first
kiosk-back-call = After this call
kiosk-lower = Lower screen
kiosk-higher = Higher screen
kiosk-phone = On the phone
kiosk-done = Done
kiosk-help = Help me
kiosk-close = Close this

# Video
kiosk-stopped-heading = You are not waiting any more
kiosk-ask-again = Ask for video again

# Done
kiosk-done-heading = Are you done?
kiosk-done-sentence = We clear your conversation from this screen. The next visitor sees nothing of it.
kiosk-done-reference = Write this number down or take a photo of it. Mention it when you contact us again.
kiosk-done-call = Your call with the officer stops too.
kiosk-done-waiting = You are no longer in line then.
kiosk-done-yes = Yes, clear everything
kiosk-done-no = No, go back

# Nobody there?
kiosk-ring-heading = Are you still there?
kiosk-ring-sentence = If you touch nothing, we clear this screen.
kiosk-ring-left = { $seconds ->
    [one] 1 second left
   *[other] { $seconds } seconds left
}
kiosk-ring-stay = I am still here
kiosk-ring-wipe = Clear this screen now
kiosk-away-heading = You are on the phone
kiosk-away-sentence = This screen is blank. Nobody sees your conversation.
kiosk-away-left = { $minutes ->
    [one] We wait 1 more minute for you.
   *[other] We wait { $minutes } more minutes for you.
}
kiosk-away-back = I am back

kiosk-later = Go on later on your own phone or computer
kiosk-later-given = Write down number and code. We show the code only once. You can go on until { $date } on the website.

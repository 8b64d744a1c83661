# The waiting room and the video call (also at the kiosk and at the officer's desk).

call-title = Call with the police
call-waiting-room = Waiting room
call-page-title-start = Video call with the police
call-page-title-waiting = Number { $place } in line · Waiting room
call-page-title-arrived = The officer is here · Call with the police
call-page-title-call = In a call · Police
call-page-title-after = Call ended · Police
call-page-title-chat = Chat with the police
call-danger = Danger now?
call-danger-112 = Danger now? Call 112

# Starting
call-start-heading = Video call with an officer
call-start-sentence = You see and hear an officer, here on this page. You need no account and no DigiD.
call-start-button = Video call with an officer
call-start-wrong-code = This link was used before or is too old. No problem: you can start again here.
call-start-offline = We could not get your conversation. Check your internet and try again.
call-start-retry = Try again
call-start-camera = Your browser will ask if we may use your camera and microphone. It also works without a camera.
call-start-record = We do not record this call.
call-opening = One moment. We are getting your conversation.
call-link-lost = The connection is gone for a moment. We keep trying.
call-link-lost-typing = The chat is away for a moment. What you type arrives once the connection is back.

# Waiting room
call-waiting-heading = You are waiting for an officer
call-waiting-sentence = Stay on this page. When the officer is here, you hear a sound and the call starts by itself.
call-waiting-place = Your place in line
call-waiting-about = About
call-waiting-more = More than
call-waiting-minute-word = { $minutes ->
    [one] minute
   *[other] minutes
}
call-waiting-unknown = We do not know yet
call-waiting-estimated = This estimate was made at { $time }. It can be shorter or longer.
call-waiting-no-officer = No officer is free for video now. You can wait or chat.
call-waiting-keep = Does the connection drop? We keep your place for 2 minutes.
call-at-hand-heading = Keep this at hand
call-at-hand-identity = Your passport, ID card or driving licence
call-at-hand-facts = Where and when it happened
call-at-hand-proof = Photos, a receipt or a number, if you have them
call-at-hand-without = Don’t have this? You can still talk to the officer.
call-story-read = The officer can already read your story. You do not need to tell it again.
call-ask-chat = Chat with an officer instead
call-ask-chat-wait = Now a wait of { $wait }
call-stop-waiting = Stop waiting

# Camera and microphone
call-devices-asking = Your browser is asking if we may use your camera and microphone. Choose “allow”.
call-devices-say-something = Your camera works. Say something, so we can test your microphone.
call-devices-work = Camera and microphone work.
call-devices-no-microphone = Your camera works. We cannot hear your microphone. You can type during the call.
call-devices-no-camera = We find no camera. No problem: you can talk to the officer.
call-devices-camera-refused = The camera is off for this page. That is fine: you can talk to the officer.
call-devices-refused = Camera and microphone are off for this page. You can see and hear the officer, and type yourself. Do you want to talk? Switch them on at the lock beside the web address.
call-devices-none = We find no camera and no microphone. You can see and hear the officer, and type yourself.
call-devices-again = Test again
call-devices-preview = Your own picture, as the officer will see it
call-devices-private = Nobody sees you until the officer is here.

# In the call
call-controls = Buttons of the call
call-mute = Sound off
call-unmute = Sound on
call-camera-off = Camera off
call-camera-on = Camera on
call-no-microphone = No microphone
call-no-camera = No camera
call-hang-up-citizen = Stop call
call-hang-up-officer = End call
call-hang-up-again = Press again to end
call-typing = Typing
call-sound-on = Switch the sound on
call-you = You
call-officer = Officer
call-citizen = Citizen
call-self-picture = Your own picture
call-self-off = Your camera is off
call-peer-coming = We are connecting you with { $name }.
call-peer-camera-off = { $name } has the camera off. You can still talk.
call-peer-lost = { $name } is away for a moment. Please wait.
call-link-connecting = Connecting
call-link-connected = Connected
call-link-reconnecting = Connecting again
call-link-ended = Ended
call-reconnecting = The connection is gone for a moment. We are connecting you again.
call-chat-heading = Type with the officer
call-chat-hint = The officer reads along. Useful for names, addresses and numbers.
call-chat-field = Your message
call-chat-send = Send

# Afterwards
call-after-heading = The call has ended
call-after-lost-heading = The connection was lost
call-end-hung-up = You stopped the call.
call-end-hung-up-citizen = You stopped the call.
call-end-hung-up-officer = The officer ended the call.
call-end-replaced = You opened this call on another screen or tab.
call-end-vanished = The connection went away and did not come back.
call-end-node-stopped = Something went wrong on our side. We are sorry.
call-end-node-lost = Something went wrong on our side, so the video call was lost. We are sorry.
call-end-released = The officer put the conversation back in the queue. You keep your place.
call-end-lost = We could not connect any more. Your internet may be gone.
call-end-call-ended = This call has already ended.
call-end-seats-full = This call is full.
call-end-no-node = Video does not work now. You can chat with an officer.
call-end-refused = We could not connect you with the officer.
call-after-reference = Your number
call-after-keep = Keep this number. Mention it when you contact us again.
call-after-open = The officer is finishing your case now. Do you want to add something? You can do that in the chat.
call-after-again = Ask for video again
call-after-asked = The officer knows that you want video again. Stay on this page: the call starts by itself.
call-after-back = Back to the call
call-after-chat = Go on in the chat
call-after-close = Close
call-after-closed = You are done. You can close this page.
call-closed-heading = A video call is not possible now
call-stopped-heading = You are not waiting any more
call-stopped-sentence = Do you want to speak to an officer after all? You can join the line again.
call-chat-waiting = You are waiting for an officer in the chat. Number { $place } in line.
call-back-to-video = Video call with an officer

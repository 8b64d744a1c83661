# Words that stand on more than one page.

common-emergency = In danger?
common-call-112 = 112
common-call-112-label = In danger? Call 112
common-language = Language
common-language-nl = Nederlands
common-language-en = English
citizen-name = Citizen
common-close = Close
common-back = Back
common-loading = One moment
common-send = Send
common-retry = Try again
common-minutes = { $minutes ->
    [one] ± 1 min
   *[other] ± { $minutes } min
}

connection-connecting = We are connecting.
connection-lost = The connection is lost. We keep trying. Your messages stay safe.
connection-open = The connection is back.

# Why something could not be done. The key is refused-<code>.
refused-too-long = This message is too long. It can be { $max ->
    [one] 1 character
   *[other] { $max } characters
}. Please make it shorter.
refused-too-fast = You send many messages. Wait { $seconds ->
    [one] 1 second
   *[other] { $seconds } seconds
} and try again.
refused-crowded = Very many messages come from your network now. It works again in { $seconds ->
    [one] 1 second
   *[other] { $seconds } seconds
}. Is there danger now? Call 112.
refused-used-before = This did not go well. Load the page again and try once more.
refused-unknown-place = This screen is not set up well yet. Please ask a member of staff for help.
refused-bad-frame = This did not arrive well. Please try again.
refused-bad-request = This was not possible. Please try again.
refused-closed = This conversation has ended.
refused-not-yours = This conversation cannot be found here.
refused-not-open = This is no longer possible.
refused-no-node = Video does not work at the moment. You can chat or phone.
refused-unavailable = This does not work at the moment. Please try again soon.
refused-nobody-waiting = Nobody is waiting now.
refused-colleague-was-first = A colleague was just before you.
refused-not-logged-in = You are not logged in.
refused-not-allowed = Your role does not allow this.
refused-not-from-here = That is not possible from this site.
refused-officer-in-call = The officer is in a video call with someone else now. Please ask again later.
refused-busy = Finish your video call first.

# When officers are there. Day and time come from the server, in Dutch time.
hours-moment = { $day ->
    [today] today at { $hour }:{ $minute }
    [tomorrow] tomorrow at { $hour }:{ $minute }
    [monday] on Monday at { $hour }:{ $minute }
    [tuesday] on Tuesday at { $hour }:{ $minute }
    [wednesday] on Wednesday at { $hour }:{ $minute }
    [thursday] on Thursday at { $hour }:{ $minute }
    [friday] on Friday at { $hour }:{ $minute }
    [saturday] on Saturday at { $hour }:{ $minute }
    [sunday] on Sunday at { $hour }:{ $minute }
   *[date] on { $date } { hours-month } at { $hour }:{ $minute }
}
hours-month = { $month ->
    [m1] January
    [m2] February
    [m3] March
    [m4] April
    [m5] May
    [m6] June
    [m7] July
    [m8] August
    [m9] September
    [m10] October
    [m11] November
   *[m12] December
}
hours-always = Open day and night
hours-open = Open now
hours-until = Open now until { $hour }:{ $minute }
hours-closes = Closes at { $hour }:{ $minute }
hours-opens = Opens { hours-moment }
hours-closed = Closed now
hours-of-medium = { $medium ->
    [chat] Chat: { $hours }
   *[video] Video: { $hours }
}

# How long it takes. There are only a few steps: we do not know it better than that.
wait-about = { $minutes ->
    [1] about 1 minute
   *[other] about { $minutes } minutes
}
wait-long = more than 30 minutes
wait-long-short = > 30 min
waiting-instead-question = What do you want to do?
waiting-go-chat = Go on by chat
waiting-keep = I keep waiting

# Nobody there, or a long wait: what is possible instead.
queue-closed-chat = You cannot chat with an officer now.
queue-closed-video = A video call with an officer is not possible now.
queue-closed-reason = Today is different: { $reason }.
queue-closed-until = It is possible again { hours-moment }. You can come back then.
queue-closed-unknown = We do not know yet when it is possible again.
queue-waited-late = We are sorry: you have been waiting longer than we want.
queue-waited-nobody = We are sorry: no officer is free at the moment.
queue-place-kept = You keep your place in the queue. You can stay and wait.
queue-instead = The assistant helps you day and night. You can also report online or call { $police }. Is there danger now? Call { $emergency }.
queue-closes-soon = Our officers are here until { $hour }:{ $minute }. You may not get through today.

words-left = { $left ->
    [one] 1 character left
   *[other] { $left } characters left
}
words-over = { $over ->
    [one] 1 character too many. Please make it shorter.
   *[other] { $over } characters too many. Please make it shorter.
}
words-too-much = This text does not fit here. A message may have { $most } characters. Paste a shorter part. What stood there is still there.

result = Result
result-report-taken = The officer has taken your report.
result-advice-given = The officer has given you advice.
result-referred = The officer has referred you to someone who can help you further.
result-appointment-made = You have made an appointment.
result-no-contact = There was no call. You can try again.

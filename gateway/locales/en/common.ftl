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
refused-busy = Finish your video call first.

# Kiosks as devices: enrolment, out of service, and the administrator's page.

# On the device
kiosk-starting-heading = One moment
kiosk-starting-sentence = This screen is connecting.
kiosk-enrol-heading = This device is not enrolled
kiosk-enrol-sentence = Only for the administrator: type the code from the page “Kiosks”. Visitors cannot be helped here now.
kiosk-enrol-code = Code
kiosk-enrol-keys = Letters and digits
kiosk-enrol-erase = Erase the last letter
kiosk-enrol-send = Enrol this device
kiosk-out-heading = This screen is out of service
kiosk-out-stopped = Your conversation on this screen was stopped. It is not your fault. We wiped everything.
kiosk-out-danger = Danger now? Call with your own phone
kiosk-out-station = No hurry? Call this police station
kiosk-out-no-hurry = No hurry? Call the police
call-camera-failed = Your camera does not start

refused-kiosk-not-enrolled = This screen is out of service.
refused-kiosk-code = This code does not work. See if you typed it right. Is it older than fifteen minutes, or used? Then make a new one.
refused-kiosk-tries = Too many codes were tried. Wait 10 minutes and try again.
refused-kiosk-language = The hub does not know one of these languages.

# For the administrator
kiosks-title = Kiosks
kiosks-count = { $count ->
    [0] No kiosks in service
    [one] 1 kiosk in service
   *[other] { $count } kiosks in service
}
kiosks-second = { $silent ->
    [0] All of them report.
    [one] 1 kiosk does not report.
   *[other] { $silent } kiosks do not report.
}
kiosks-unseen = { $unseen ->
    [one] 1 kiosk has never been seen.
   *[other] { $unseen } kiosks have never been seen.
}
kiosks-rest = The others report.
kiosks-empty = Add a kiosk. You get a code to type on the device.
kiosks-no-answer = We get no answer. Try again in a moment.
kiosks-not-saved = This was not saved. Try again.
kiosks-table = Table of kiosks
kiosks-column-name = Kiosk
kiosks-column-place = Place
kiosks-column-languages = Languages
kiosks-column-state = Now
kiosks-column-seen = Last seen
kiosks-column-actions = To do
kiosks-state-idle = Free
kiosks-state-in-use = In use
kiosks-state-in-call = In a call
kiosks-state-silent = Silent since { $time }
kiosks-state-never-seen = Never seen
kiosks-state-revoked = Revoked
kiosks-no-camera = No camera
kiosks-no-microphone = No microphone
kiosks-errors = { $count ->
    [one] 1 fault on the page
   *[other] { $count } faults on the page
}
kiosks-code-until = Code until { $time }
kiosks-seen-never = Never
kiosks-version = Version
kiosks-add = Add a kiosk
kiosks-add-heading = New kiosk
kiosks-edit = Change
kiosks-edit-heading = Change { $name }
kiosks-new-code = New code
kiosks-revoke = Revoke
kiosks-history = History
kiosks-button-for = { $what }: { $name }
kiosks-name = Name
kiosks-name-hint = For example: hall, beside the ticket machine
kiosks-place = Place
kiosks-choose-place = Choose a place
kiosks-languages = Languages on the first screen
kiosks-save = Save
kiosks-save-new = Add and make a code
kiosks-cancel = Do not
kiosks-fault-name = Give the kiosk a name.
kiosks-fault-place = Choose a place.
kiosks-fault-languages = Choose at least one language.
kiosks-fault-reason = Write why you revoke the kiosk.
kiosks-code-heading = Code for { $name }
kiosks-code-how = Open the kiosk page on the device and type this code. It works once, until { $time }. After that you do not see it again.
kiosks-code-replaces = Do you enrol another device? Then the old one stops by itself.
kiosks-code-over = This code has expired. Make a new one.
kiosks-code-used = Done: the device is enrolled.
kiosks-code-close = Done
kiosks-revoke-heading = Revoke { $name }?
kiosks-revoke-sentence = The device stops at once. A conversation that is going on stops too. You cannot undo this. You can add a new kiosk afterwards.
kiosks-revoke-reason = Why?
kiosks-revoke-yes = Yes, revoke
kiosks-history-heading = History of { $name }
kiosks-history-device = the device
kiosks-history-KioskAdded = Added by { $by }
kiosks-history-CodeMade = Code made by { $by }
kiosks-history-DeviceEnrolled = Enrolled by { $by }
kiosks-history-KioskChanged = Changed by { $by }
kiosks-history-KioskRevoked = Revoked by { $by }

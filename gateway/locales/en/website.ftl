# The page of a made-up town on which the chat window is shown.

website-page-title = Police in Voorbeeldstad (demonstration)
website-skip = Skip to the text
website-demonstration = This is a demonstration. Town and police are made up. Are you in danger now? Call 112.
website-town = Police in Voorbeeldstad
website-title = What happened?
website-lead = Tell us in your own words. We say what you can do. You do not need to log in.
website-ask = Ask your question
website-resume = I have a number

website-ways = How to reach us
website-way-ask-title = Ask the assistant
website-way-ask-text = The assistant is a computer. It answers day and night and knows how to report a crime.
website-way-person-title = Talk to an officer
website-way-person-text = You can chat or call by video. You see beforehand how long you may wait.
website-way-kiosk-title = Come to a kiosk
website-way-kiosk-text = There is a screen in the town hall and at the station. You can talk to an officer there too.

website-promises = What you may expect from us
website-promise-computer = We say so when you talk to a computer.
website-promise-person = You can always ask for a person.
website-promise-story = You tell your story once. The officer can read what you wrote before.
website-promise-number = Your conversation gets a number. It helps us to find it again.

website-try = See the other sides too
website-try-text = This page shows how it works. You can also look at the kiosk and at the officer's screen.
website-try-kiosk = The kiosk in town
website-try-console = The officer's screen
website-footer = This page uses no cookies. Are you not connected for 2 minutes? Then we close your conversation. With a number and secret code you can go on later.

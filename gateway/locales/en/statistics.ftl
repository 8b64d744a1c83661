# The supervisor's page: what comes in.

statistics-title = Statistics
statistics-sentence = { $count ->
    [one] 1 contact
   *[other] { $count } contacts
} { $period ->
    [1] today.
    [7] in the last 7 days.
    [30] in the last 30 days.
    [90] in the last 90 days.
   *[dates] in the chosen days.
}
statistics-second = Most came through { $channel } ({ $count }).
statistics-second-only = All came through { $channel }.
statistics-second-even = Two or more channels had equally many contacts.
statistics-second-empty = As soon as someone gets in touch, you see it here.
statistics-period = Period
statistics-period-name = { $period ->
    [1] Today
    [7] Last 7 days
    [30] Last 30 days
    [90] Last 90 days
   *[dates] Choose days
}
statistics-from = From
statistics-to = To
statistics-empty = There are no contacts in this period.
statistics-log-in = Go to log-in
statistics-no-answer = We get no figures. Please try again in a moment.
statistics-too-long = Choose at most { $days } days.
statistics-backwards = The first day is later than the last day. Choose other days.

statistics-chart-question = Through which channel do contacts come in?
statistics-chart-label = { $days ->
    [one] Bar chart of contacts by channel on 1 day. The same figures are in the table below.
   *[other] Bar chart of contacts by channel and day, { $days } days. The same figures are in the table below.
}
statistics-as-table = The same figures as a table
statistics-day = Day
statistics-all = Total

statistics-contacts-question = Which contacts were these?
statistics-contacts-table = Table of contacts
statistics-channel = Channel
statistics-all-channels = All channels
statistics-csv = All as CSV
statistics-follows = Follow-on
statistics-still-open = Still open
statistics-unknown = Not known
statistics-pages = Pages
statistics-previous = Previous
statistics-next = Next
statistics-page = Page { $page } of { $pages }, { $count ->
    [one] 1 contact
   *[other] { $count } contacts
}
statistics-column-reference = Reference
statistics-column-channel = Channel
statistics-column-start = Start
statistics-column-end = End
statistics-column-language = Language
statistics-column-topic = Topic
statistics-column-theme = Theme
statistics-column-municipality = Municipality
statistics-column-base-team = Base team
statistics-column-place = Place
statistics-column-officer = Officer
statistics-column-outcome = Outcome

statistics-channel-web-chat = Web chat
statistics-channel-web-video = Web video
statistics-channel-kiosk-chat = Kiosk chat
statistics-channel-kiosk-video = Kiosk video
statistics-channel-phone = Phone
statistics-channel-counter = Counter
statistics-channel-street = Street
statistics-channel-home-visit = Home visit
statistics-channel-pop-up = Pop-up
statistics-channel-email = E-mail
statistics-theme-burglary-violence = Home burglary, violence
statistics-theme-organised-crime = Organised crime
statistics-theme-traffic = Traffic
statistics-theme-drugs-alcohol = Drugs and alcohol
statistics-theme-behind-front-door = Behind the front door
statistics-theme-clean-safe = Clean and safe
statistics-theme-other = No year priority
outcome-escalated = Went on by video

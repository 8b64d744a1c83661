# De pagina van de leidinggevende: wat er binnenkomt.

statistics-title = Statistiek
statistics-sentence = { $count ->
    [one] 1 contact
   *[other] { $count } contacten
} { $period ->
    [1] vandaag.
    [7] in de laatste 7 dagen.
    [30] in de laatste 30 dagen.
    [90] in de laatste 90 dagen.
   *[dates] in de gekozen dagen.
}
statistics-second = De meeste kwamen via { $channel } ({ $count }).
statistics-second-only = Alles kwam via { $channel }.
statistics-second-even = Twee of meer kanalen kregen even veel contacten.
statistics-second-empty = Zodra iemand contact opneemt, ziet u het hier.
statistics-period = Periode
statistics-period-name = { $period ->
    [1] Vandaag
    [7] Laatste 7 dagen
    [30] Laatste 30 dagen
    [90] Laatste 90 dagen
   *[dates] Kies dagen
}
statistics-from = Van
statistics-to = Tot en met
statistics-empty = Er zijn geen contacten in deze periode.
statistics-log-in = Naar inloggen
statistics-no-answer = Wij krijgen geen cijfers. Probeer het zo opnieuw.
statistics-too-long = Kies hoogstens { $days } dagen.
statistics-backwards = De eerste dag is later dan de laatste dag. Kies andere dagen.

statistics-chart-question = Via welk kanaal komen contacten binnen?
statistics-chart-label = { $days ->
    [one] Staafdiagram van contacten per kanaal op 1 dag. Dezelfde cijfers staan in de tabel eronder.
   *[other] Staafdiagram van contacten per kanaal en dag, { $days } dagen. Dezelfde cijfers staan in de tabel eronder.
}
statistics-as-table = Dezelfde cijfers als tabel
statistics-day = Dag
statistics-all = Totaal

statistics-contacts-question = Welke contacten waren dat?
statistics-contacts-table = Tabel van contacten
statistics-channel = Kanaal
statistics-all-channels = Alle kanalen
statistics-csv = Alles als CSV
statistics-follows = Vervolg
statistics-still-open = Loopt nog
statistics-unknown = Niet bekend
statistics-pages = Bladzijden
statistics-previous = Vorige
statistics-next = Volgende
statistics-page = Bladzijde { $page } van { $pages }, { $count ->
    [one] 1 contact
   *[other] { $count } contacten
}
statistics-column-reference = Kenmerk
statistics-column-channel = Kanaal
statistics-column-start = Begin
statistics-column-end = Einde
statistics-column-language = Taal
statistics-column-topic = Onderwerp
statistics-column-theme = Thema
statistics-column-municipality = Gemeente
statistics-column-base-team = Basisteam
statistics-column-place = Plek
statistics-column-officer = Agent
statistics-column-outcome = Uitkomst

statistics-channel-web-chat = Webchat
statistics-channel-web-video = Webvideo
statistics-channel-kiosk-chat = Chat op de zuil
statistics-channel-kiosk-video = Video op de zuil
statistics-channel-phone = Telefoon
statistics-channel-counter = Balie
statistics-channel-street = Straat
statistics-channel-home-visit = Huisbezoek
statistics-channel-pop-up = Pop-up
statistics-channel-email = E-mail
statistics-theme-burglary-violence = Woninginbraak, geweld
statistics-theme-organised-crime = Georganiseerde misdaad
statistics-theme-traffic = Verkeer
statistics-theme-drugs-alcohol = Drugs en alcohol
statistics-theme-behind-front-door = Achter de voordeur
statistics-theme-clean-safe = Schoon, heel en veilig
statistics-theme-other = Geen jaarprioriteit
outcome-escalated = Verder via video

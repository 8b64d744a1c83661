# Het scherm van de agent, en de pagina om in te loggen.

console-hub-name = Contactpunt
console-title = Console
console-pages = Pagina’s
console-to-statistics = Statistiek
console-available = Beschikbaar
console-log-out = Log uit
console-log-in-again = Log opnieuw in
console-logged-out = U bent uitgelogd. Wat u typte, staat er straks weer.
console-not-your-role = Deze pagina hoort niet bij uw rol ({ $role }). Hier kunt u wel naartoe:
console-not-there = Deze pagina is er niet
console-not-there-why = Kijk of het adres klopt.
console-not-there-on = Naar uw eerste pagina

# Verbinding
console-connection-connecting = Verbinding maken
console-connection-open = Verbonden
console-connection-lost = Geen verbinding
console-connection-stopped = Gestopt

# Wachtrij
console-queue = Wachtrij: { $count }
console-queue-order = Langst wachtend eerst
console-queue-empty = Er wacht nu niemand.
console-in-hand = { $count ->
    [one] Mijn gesprek
   *[other] Mijn gesprekken: { $count }
}
console-unread = { $count ->
    [one] 1 nieuw bericht
   *[other] { $count } nieuwe berichten
}
console-overdue = { $minutes ->
    [one] Langer dan 1 minuut
   *[other] Langer dan { $minutes } minuten
}
console-medium-chat = Chat
console-medium-video = Video
console-surface-website = website
console-surface-kiosk = zuil
console-kiosk-at = zuil
console-topic-none = Onderwerp nog niet bekend
console-looks-on = U kijkt mee
console-looks-on-hint = U ziet wie er wacht. Wat iemand schrijft, ziet alleen de agent die het gesprek oppakt.
console-officers-take = Agenten pakken op wie wacht.
console-take-longest = Neem de langst wachtende
console-take-chat = Neem de eerste chat
console-take-video = Neem de eerste video
console-take-nobody = Er wacht nu niemand
console-take-after-call = Kan na dit videogesprek
console-take-needs-connection = Dit kan als de verbinding er weer is.

# Gesprek
console-nothing-open = Geen gesprek open
console-nothing-open-hint = Neem iemand uit de wachtrij. Het verhaal tot nu toe staat dan hier.
console-citizen-here = Burger is er
console-citizen-away = Burger is even weg
console-citizen-left = Burger is gestopt
console-citizen-closed = Gesprek is afgelopen
console-citizen-offline = De burger is even weg. U kunt gewoon typen; de berichten komen aan als de burger terug is.
console-over-left = De burger is gestopt en leest niet meer mee. Werk uw notitie af en sluit het gesprek.
console-over-closed = Dit gesprek is afgelopen. Het contact staat in het logboek.
console-typing-is-kept = Er is geen verbinding. Wat u typt en stuurt, blijft bewaard en gaat straks vanzelf weg.
console-story = Verhaal tot nu toe
console-story-by-computer = met de assistent, een computer
console-author-bot = Assistent
console-author-citizen = Burger
console-author-hub = Contactpunt
console-offered = Gaf de keuze:
console-safety-shown = Zag het nummer { $numbers }
console-news-below = Nieuw bericht
console-message = Bericht aan de burger
console-message-placeholder = Typ een bericht aan de burger
console-message-over = U kunt niet meer antwoorden.
console-message-keys = Enter stuurt, Shift+Enter geeft een nieuwe regel.
console-message-left = { $left ->
    [one] Nog 1 teken
   *[other] Nog { $left } tekens
}
console-message-too-long = { $over ->
    [one] 1 teken te veel. Maak het bericht korter.
   *[other] { $over } tekens te veel. Maak het bericht korter.
}

# Regels in het gesprek, zoals de agent ze leest
console-thread-code-given = De burger kreeg een geheime code, om later verder te gaan.
console-thread-resumed = De burger is terug, met nummer en geheime code.
console-thread-citizen-left = De burger is gestopt. U kunt het gesprek afronden.
console-thread-person-asked-chat = De burger vroeg om een chat met een agent.
console-thread-person-asked-video = De burger vroeg om een videogesprek met een agent.
console-thread-waiting-stopped = De burger stopte met wachten.
console-thread-officer-left = De agent zette de burger terug in de wachtrij.
console-thread-call-ready = Het videogesprek staat klaar. De burger wordt verbonden.
console-thread-closed = Het gesprek is gesloten.

# Videogesprek
console-the-citizen = de burger
console-call-no-devices = Uw camera en microfoon doen het niet. De burger ziet en hoort u niet. U kunt wel typen.
console-call-lost = Uw verbinding met het videogesprek is weg.
console-call-over = Het videogesprek is afgelopen. Werk uw notitie af en sluit het gesprek.
console-call-over-closed = Het videogesprek is afgelopen.
console-call-citizen-coming = De burger wordt verbonden ...
console-call-return = Terug in het videogesprek
console-call-elsewhere = Dit videogesprek staat open in een ander venster.
console-call-take-here = Neem het hier over
console-call-goes-on = Uw videogesprek loopt door.
console-call-back = Naar het videogesprek

# Zaak
console-case = Zaak
console-case-empty = Als u een gesprek neemt, ziet u hier waar het over gaat.
console-case-looks-on = Alleen de agent van een gesprek ziet hier de zaak.
console-fact-reference = Kenmerk
console-fact-topic = Onderwerp
console-fact-route = Advies
console-fact-theme = Thema
console-fact-language = Taal
console-fact-channel = Kanaal
console-fact-place = Plek
console-fact-asked = Vroeg om hulp
console-route-emergency = 112
console-route-report-online = Zelf online melden
console-route-report-officer = Aangifte bij een agent
console-route-report-nuisance = Overlast melden
console-route-anonymous-tip = Anoniem melden
console-route-investigation-tip = Tip over een onderzoek
console-route-refer-municipality = Naar de gemeente
console-route-refer-partner = Naar een andere organisatie
console-route-find-wijkagent = Wijkagent zoeken
console-route-find-station = Bureau zoeken
console-route-report-status = Vraag over een aangifte
console-route-talk-to-human = Wil een mens spreken
console-route-police-info = Vraag over de politie
console-route-smalltalk-or-out-of-scope = Geen vraag voor de politie
console-note = Notitie
console-note-saved = Bewaard
console-note-saving = Wordt bewaard
console-note-unsaved = Nog niet bewaard
console-note-shorter = Maak eerst de notitie korter.
console-outcome = Uitkomst
console-outcome-first = Kies eerst een uitkomst.
console-put-back = Terug in de wachtrij
console-put-back-again = Het videogesprek stopt dan. Druk nog een keer.
console-close = Sluit gesprek
console-close-again = Het videogesprek stopt dan. Druk nog een keer.
console-off-my-list = Van mijn lijst
console-done-close = Gesprek { $reference } is gesloten.
console-done-release = Gesprek { $reference } staat weer in de wachtrij.
outcome-report-taken = Aangifte opgenomen
outcome-advice-given = Advies gegeven
outcome-referred = Verwezen
outcome-appointment-made = Afspraak gemaakt
outcome-no-contact = Geen contact

# Toetsen en geluid
console-keys = Toetsen
console-keys-title = Toetsen
console-keys-rest = Losse letters doen niets als u in een tekstvak typt.
console-keys-characters = Losse letters gebruiken als toets
console-keys-queue = Wachtrij
console-keys-conversation = Gesprek
console-keys-call = Videogesprek
console-keys-general = Algemeen
console-key-take-longest = Neem de langst wachtende
console-key-take-chat = Neem de eerste chat
console-key-take-video = Neem de eerste video
console-key-available = Beschikbaar aan of uit
console-key-next-work = Volgende gesprek
console-key-previous-work = Vorige gesprek
console-key-focus-message = Naar het bericht
console-key-focus-note = Naar de notitie
console-key-focus-outcome = Naar de uitkomst
console-key-put-back = Terug in de wachtrij
console-key-close = Sluit gesprek (tijdens video: twee keer)
console-key-mute = Uw geluid aan of uit
console-key-camera = Uw beeld aan of uit
console-key-by-hand = Contact vastleggen
console-key-keys = Deze lijst
console-sounds = Geluid
console-sounds-hint = Een toon als er iemand bij komt, en als een verbinding wegvalt.

# Inloggen
login-title = Inloggen
login-demonstration = Alleen voor demonstratie.
login-demonstration-why = Deze mensen zijn verzonnen en er is geen wachtwoord. Typ hier geen echte gegevens.
login-who = Wie bent u?
login-role-officer = Agent
login-role-supervisor = Leidinggevende
login-role-administrator = Beheerder
login-role-privacy-officer = Privacyfunctionaris
login-role-interpreter = Tolk
login-at-provider = U logt in met het account van uw korps.
login-go = Inloggen
login-logged-out = U bent hier uitgelogd.
login-still-at-provider = Bij de inlogdienst kunt u nog ingelogd zijn.
login-log-out-at-provider = Log daar ook uit
login-trouble-not-here = Inloggen zonder wachtwoord kan hier niet.
login-trouble-no-answer = Wij krijgen geen antwoord. Probeer het zo opnieuw.
login-trouble-unavailable = Inloggen lukt nu niet. Probeer het zo opnieuw.
login-trouble-provider-away = De inlogdienst geeft geen antwoord. Probeer het zo opnieuw.
login-trouble-log-in-refused = Het inloggen is niet gelukt. Probeer het opnieuw.
login-trouble-log-in-too-weak = Deze manier van inloggen is niet veilig genoeg. Log in met een extra controle.
login-trouble-log-in-stale = Het inloggen duurde te lang of begon in een ander venster. Probeer het opnieuw.
login-trouble-unknown-officer = Uw account mag hier niet inloggen. Vraag uw beheerder om u toe te voegen.
own-title = Uw pagina
own-pages = Hier kunt u naartoe:
own-nothing-yet = Voor uw rol is hier nog niets te doen.

login-not-here = Inloggen zonder wachtwoord kan hier niet.
login-no-answer = Wij krijgen geen antwoord. Probeer het zo opnieuw.

# Laat iets van u horen
console-appear-left = { $seconds ->
    [one] Laat iets van u horen: nog 1 seconde.
   *[other] Laat iets van u horen: nog { $seconds } seconden.
}
console-appear-why = Typ iets of kies de knop. Anders gaat de burger terug naar de oude plek in de rij.
console-appear-soon = Laat nu iets van u horen. Anders gaat de burger terug in de rij.
console-appear-say = Zeg: ik lees even
officer-is-reading = Goedendag. Ik lees eerst wat u al schreef. Een ogenblik alstublieft.
console-put-back-silent = U liet niets van u horen. De burger staat weer op de oude plek in de rij.
console-put-back-away = { $count ->
    [one] U was te lang weg. De burger staat weer op de oude plek in de rij.
   *[other] U was te lang weg. { $count } burgers staan weer op hun oude plek in de rij.
}
console-thread-officer-silent = De agent liet niets van zich horen. De burger ging terug naar de oude plek.
console-thread-waiting-lapsed = De burger was te lang weg en staat niet meer in de rij.
console-thread-closed-vanished = Het gesprek is gesloten: de burger was te lang weg.

# De assistent in het chatvenster, en de regels van een gesprek.

bot-notice = Dit is een computer, geen mens.
bot-away = De assistent geeft nu geen antwoord. Kies een onderwerp, of praat met een mens.

chat-greeting = Hallo. Wat is er gebeurd? Vertel het in uw eigen woorden.
chat-menu = Waar gaat het over? Kies een onderwerp, of typ uw vraag.
chat-name = Assistent van de politie
chat-open = Stel uw vraag
chat-minimise = Venster kleiner maken
chat-unread = { $count ->
    [one] 1 nieuw bericht
   *[other] { $count } nieuwe berichten
}
chat-end = Stop dit gesprek
chat-how-title = Hoe werkt dit?
chat-how-text = Een computer leest uw bericht en zoekt het beste antwoord. Hij kan zich vergissen. U kunt altijd een mens vragen. Een agent kan uw gesprek dan lezen. Noem geen bsn of bankgegevens.
chat-how-officer = U praat nu met een agent. De agent kan ook lezen wat u eerder schreef.
chat-not-here = De chat werkt niet op deze site. Bent u in gevaar? Bel 112.
chat-input-label = Uw bericht
chat-input-placeholder = Typ uw bericht

chat-person-question = Liever met een mens?
chat-person-chat = Chat
chat-person-video = Video
chat-person-unknown = ? min
chat-person-waiting = U wacht
chat-person-none = Niemand vrij

chat-waiting-title = U wacht op een agent
chat-waiting-place = Uw plek in de rij: { $place }.
chat-waiting-expected = Nog { $wait }.
chat-waiting-unknown = Wij weten niet hoe lang het duurt.
chat-waiting-nobody = Er is nu geen agent vrij. U houdt uw plek.
chat-waiting-hint = U kunt hier gewoon verder typen.
chat-waiting-hint-video = Uw wachtkamer staat open in een ander venster.
chat-waiting-room = Wachtkamer
chat-waiting-stop = Stop met wachten
chat-officer-with-you = U praat met { $name }
chat-officer-badge = (nummer { $badge })
chat-call-open = Open het videogesprek
chat-call-blocked = Uw browser hield het videovenster tegen. Open het hier:

chat-closed-title = Dit gesprek is klaar
chat-closed-reference = Uw nummer:
chat-closed-keep = Schrijf dit nummer op. Wij vinden uw gesprek er snel mee terug.
chat-new = Begin een nieuw gesprek

thread-label = Gesprek
thread-you = U zei:
thread-author-bot = Assistent
thread-author-hub = Assistent
thread-author-officer = Agent
thread-author-citizen = Burger
thread-new-tab = (opent in een nieuw venster)
thread-typing = { $name } typt
thread-delivery-sending = Wordt verstuurd
thread-delivery-stored = Verstuurd
thread-delivery-seen = Bezorgd
thread-person-asked-chat = U vroeg om een chat met een agent.
thread-person-asked-video = U vroeg om een videogesprek met een agent.
thread-waiting-stopped = U wacht niet meer. De assistent helpt u weer. Wilt u toch een agent? Kies opnieuw chat of video. U komt dan achteraan in de rij.
thread-waiting-lapsed = U was langer dan 2 minuten weg. Daarom staat u niet meer in de rij.
thread-officer-joined = { $name } ({ $badge }) is er nu.
thread-officer-left = De agent is weg. U staat weer op uw oude plek in de rij.
thread-officer-silent = Het spijt ons: de agent kon toch niet bij u komen. U staat weer op uw oude plek in de rij.
thread-citizen-left = U bent gestopt met dit gesprek.
thread-call-ready = Het videogesprek staat klaar.
thread-call-started = Het videogesprek is begonnen.
thread-call-ended = Het videogesprek is klaar.
thread-open-call = Naar het videogesprek
thread-closed = Het gesprek is klaar.
thread-closed-vanished = Wij hebben dit gesprek gesloten, omdat u te lang weg was. U kunt een nieuw gesprek beginnen.

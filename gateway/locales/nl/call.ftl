# De wachtkamer en het gesprek met beeld (ook aan de zuil en bij de agent).

call-title = Gesprek met de politie
call-waiting-room = Wachtkamer
call-page-title-start = Videogesprek met de politie
call-page-title-waiting = Plek { $place } in de rij · Wachtkamer
call-page-title-arrived = De agent is er · Gesprek met de politie
call-page-title-call = In gesprek · Politie
call-page-title-after = Gesprek afgelopen · Politie
call-page-title-chat = Chat met de politie
call-danger = Nu gevaar?
call-danger-112 = Nu gevaar? Bel 112

# Beginnen
call-start-heading = Videogesprek met een agent
call-start-sentence = U ziet en hoort een agent, gewoon op deze pagina. U hebt geen account en geen DigiD nodig.
call-start-button = Videogesprek met een agent
call-start-wrong-code = Deze link is al gebruikt of te oud. Dat geeft niet: u kunt hier opnieuw beginnen.
call-start-offline = Wij konden uw gesprek niet ophalen. Kijk of u internet hebt. Probeer het daarna opnieuw.
call-start-retry = Probeer opnieuw
call-start-camera = Straks vraagt uw browser of wij uw camera en microfoon mogen gebruiken. Zonder camera kan ook.
call-start-record = Wij nemen dit gesprek niet op.
call-opening = Een ogenblik. Wij halen uw gesprek op.
call-link-lost = De verbinding is even weg. Wij proberen het steeds opnieuw.
call-link-lost-typing = De chat is even weg. Wat u typt, komt aan zodra de verbinding er weer is.

# Wachtkamer
call-waiting-heading = U wacht op een agent
call-waiting-sentence = Blijf op deze pagina. Is de agent er? Dan hoort u een geluid en begint het gesprek vanzelf.
call-waiting-place = Uw plek in de rij
call-waiting-about = Nog ongeveer
call-waiting-more = Nog meer dan
call-waiting-minute-word = { $minutes ->
    [one] minuut
   *[other] minuten
}
call-waiting-unknown = Dat weten wij nog niet
call-waiting-estimated = Deze schatting is van { $time } uur. Het kan korter of langer duren.
call-waiting-no-officer = Er is nu geen agent vrij voor video. U kunt wachten of chatten.
call-waiting-keep = Valt de verbinding weg? Wij houden uw plek 2 minuten vast.
call-at-hand-heading = Houd dit bij de hand
call-at-hand-identity = Uw paspoort, ID-kaart of rijbewijs
call-at-hand-facts = Waar en wanneer het gebeurde
call-at-hand-proof = Foto’s, een bon of een nummer, als u die hebt
call-at-hand-without = Hebt u dit niet? U kunt toch met de agent praten.
call-story-read = De agent kan uw verhaal al lezen. U hoeft het niet opnieuw te vertellen.
call-ask-chat = Naar de chat met een agent
call-ask-chat-wait = Nu { $wait } wachten
call-stop-waiting = Stop met wachten

# Camera en microfoon
call-devices-asking = Uw browser vraagt nu of wij uw camera en microfoon mogen gebruiken. Kies “toestaan”.
call-devices-say-something = Uw camera werkt. Zeg iets, dan testen wij uw microfoon.
call-devices-work = Camera en microfoon werken.
call-devices-no-microphone = Uw camera werkt. Wij horen uw microfoon niet. U kunt typen tijdens het gesprek.
call-devices-no-camera = Wij vinden geen camera. Dat geeft niet: u kunt praten met de agent.
call-devices-camera-refused = De camera staat uit voor deze pagina. Dat mag: u kunt praten met de agent.
call-devices-refused = Camera en microfoon staan uit voor deze pagina. U kunt de agent zien en horen, en zelf typen. Wilt u toch praten? Zet ze aan bij het slotje naast het webadres.
call-devices-none = Wij vinden geen camera en geen microfoon. U kunt de agent zien en horen, en zelf typen.
call-devices-again = Test opnieuw
call-devices-preview = Uw eigen beeld, zoals de agent het straks ziet
call-devices-private = Niemand ziet u, tot de agent er is.

# In gesprek
call-controls = Knoppen van het gesprek
call-mute = Geluid uit
call-unmute = Geluid aan
call-camera-off = Beeld uit
call-camera-on = Beeld aan
call-no-microphone = Geen microfoon
call-no-camera = Geen camera
call-hang-up-citizen = Stop gesprek
call-hang-up-officer = Beëindig
call-hang-up-again = Nog een keer: stop
call-typing = Typen
call-sound-on = Zet het geluid aan
call-you = U
call-officer = Agent
call-citizen = Burger
call-self-picture = Uw eigen beeld
call-self-off = Uw beeld is uit
call-peer-coming = Wij verbinden u met { $name }.
call-peer-camera-off = { $name } heeft het beeld uit. U kunt wel praten.
call-peer-lost = { $name } is even weg. Wacht een ogenblik.
call-link-connecting = Verbinding maken
call-link-connected = Verbonden
call-link-reconnecting = Opnieuw verbinden
call-link-ended = Afgelopen
call-reconnecting = De verbinding is even weg. Wij verbinden u opnieuw.
call-chat-heading = Typen met de agent
call-chat-hint = De agent leest mee. Handig voor namen, adressen en nummers.
call-chat-field = Uw bericht
call-chat-send = Stuur

# Daarna
call-after-heading = Het gesprek is afgelopen
call-after-lost-heading = De verbinding is verbroken
call-end-hung-up = U hebt het gesprek gestopt.
call-end-hung-up-citizen = U hebt het gesprek gestopt.
call-end-hung-up-officer = De agent heeft het gesprek afgesloten.
call-end-replaced = U hebt dit gesprek op een ander scherm of tabblad geopend.
call-end-vanished = De verbinding viel weg en kwam niet terug.
call-end-node-stopped = Er ging bij ons iets mis. Onze excuses.
call-end-node-lost = Er ging bij ons iets mis. Daardoor viel het videogesprek weg. Onze excuses.
call-end-released = De agent heeft het gesprek teruggezet in de rij. U houdt uw plek.
call-end-lost = Wij kregen geen verbinding meer. Misschien is uw internet weg.
call-end-call-ended = Dit gesprek is al afgelopen.
call-end-seats-full = Dit gesprek is vol.
call-end-no-node = Video werkt nu niet. U kunt wel chatten met een agent.
call-end-refused = Wij konden u niet verbinden met de agent.
call-after-reference = Uw nummer
call-after-keep = Bewaar dit nummer. Noem het als u weer contact met ons hebt.
call-after-open = De agent werkt uw gesprek nu uit. Wilt u nog iets zeggen? Dat kan in de chat.
call-after-again = Vraag opnieuw video
call-after-asked = De agent weet dat u weer video wilt. Blijf op deze pagina: het gesprek begint vanzelf.
call-after-back = Terug in het gesprek
call-after-chat = Verder in de chat
call-after-close = Sluiten
call-after-closed = U bent klaar. U kunt deze pagina sluiten.
call-closed-heading = Een videogesprek kan nu niet
call-stopped-heading = U wacht niet meer
call-stopped-sentence = Wilt u toch een agent spreken? U kunt opnieuw in de rij gaan staan.
call-chat-waiting = U wacht op een agent in de chat. Plek { $place } in de rij.
call-back-to-video = Videogesprek met een agent

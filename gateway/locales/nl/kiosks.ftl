# Zuilen als apparaat: aanmelden, buiten dienst, en het scherm van de beheerder.

# Op het apparaat
kiosk-starting-heading = Een ogenblik
kiosk-starting-sentence = Dit scherm maakt verbinding.
kiosk-enrol-heading = Dit apparaat is niet aangemeld
kiosk-enrol-sentence = Alleen voor de beheerder: typ de code die bij “Zuilen” staat. Bezoekers kunnen hier nu niet terecht.
kiosk-enrol-code = Code
kiosk-enrol-keys = Letters en cijfers
kiosk-enrol-erase = Wis de laatste letter
kiosk-enrol-send = Meld dit apparaat aan
kiosk-out-heading = Dit scherm is buiten dienst
kiosk-out-stopped = Uw gesprek op dit scherm is gestopt. Dat ligt niet aan u. Wij hebben alles gewist.
kiosk-out-danger = Nu gevaar? Bel met uw eigen telefoon
kiosk-out-station = Geen haast? Bel dit politiebureau
kiosk-out-no-hurry = Geen haast? Bel de politie
call-camera-failed = Uw camera gaat niet aan

refused-kiosk-not-enrolled = Dit scherm is buiten dienst.
refused-kiosk-code = Deze code werkt niet. Kijk of u hem goed typte. Is hij ouder dan een kwartier of al gebruikt? Maak dan een nieuwe.
refused-kiosk-tries = Er zijn te veel codes geprobeerd. Wacht 10 minuten en probeer het dan opnieuw.
refused-kiosk-language = Een van deze talen kent het contactpunt niet.

# Bij de beheerder
kiosks-title = Zuilen
kiosks-count = { $count ->
    [0] Geen zuilen in dienst
    [one] 1 zuil in dienst
   *[other] { $count } zuilen in dienst
}
kiosks-second = { $silent ->
    [0] Alles meldt zich.
    [one] 1 zuil meldt zich niet.
   *[other] { $silent } zuilen melden zich niet.
}
kiosks-unseen = { $unseen ->
    [one] 1 zuil is nog nooit gezien.
   *[other] { $unseen } zuilen zijn nog nooit gezien.
}
kiosks-rest = De rest meldt zich.
kiosks-empty = Voeg een zuil toe. U krijgt een code. Die typt u op het apparaat.
kiosks-no-answer = Wij krijgen geen antwoord. Probeer het zo opnieuw.
kiosks-not-saved = Dit is niet bewaard. Probeer het opnieuw.
kiosks-table = Tabel van zuilen
kiosks-column-name = Zuil
kiosks-column-place = Plek
kiosks-column-languages = Talen
kiosks-column-state = Nu
kiosks-column-seen = Laatst gezien
kiosks-column-actions = Doen
kiosks-state-idle = Vrij
kiosks-state-in-use = In gebruik
kiosks-state-in-call = In gesprek
kiosks-state-silent = Stil sinds { $time }
kiosks-state-never-seen = Nog nooit gezien
kiosks-state-revoked = Ingetrokken
kiosks-no-camera = Geen camera
kiosks-no-microphone = Geen microfoon
kiosks-errors = { $count ->
    [one] 1 fout op de pagina
   *[other] { $count } fouten op de pagina
}
kiosks-code-until = Code tot { $time }
kiosks-seen-never = Nooit
kiosks-version = Versie
kiosks-add = Zuil toevoegen
kiosks-add-heading = Nieuwe zuil
kiosks-edit = Wijzig
kiosks-edit-heading = Wijzig { $name }
kiosks-new-code = Nieuwe code
kiosks-revoke = Trek in
kiosks-history = Verloop
kiosks-button-for = { $what }: { $name }
kiosks-name = Naam
kiosks-name-hint = Bijvoorbeeld: hal, naast de kaartautomaat
kiosks-place = Plek
kiosks-choose-place = Kies een plek
kiosks-languages = Talen op het eerste scherm
kiosks-save = Bewaar
kiosks-save-new = Voeg toe en maak een code
kiosks-cancel = Niet doen
kiosks-fault-name = Geef de zuil een naam.
kiosks-fault-place = Kies een plek.
kiosks-fault-languages = Kies ten minste één taal.
kiosks-fault-reason = Schrijf waarom u de zuil intrekt.
kiosks-code-heading = Code voor { $name }
kiosks-code-how = Open op het apparaat de pagina van de zuil en typ deze code. Hij werkt één keer, tot { $time } uur. Daarna ziet u hem niet meer.
kiosks-code-replaces = Meldt u een ander apparaat aan? Dan stopt het oude vanzelf.
kiosks-code-over = Deze code is verlopen. Maak een nieuwe.
kiosks-code-used = Gelukt: het apparaat is aangemeld.
kiosks-code-close = Klaar
kiosks-revoke-heading = { $name } intrekken?
kiosks-revoke-sentence = Het apparaat stopt meteen. Een gesprek dat nu loopt, stopt ook. U kunt dit niet terugdraaien. Daarna kunt u wel een nieuwe zuil toevoegen.
kiosks-revoke-reason = Waarom?
kiosks-revoke-yes = Ja, trek in
kiosks-history-heading = Verloop van { $name }
kiosks-history-device = het apparaat
kiosks-history-KioskAdded = Toegevoegd door { $by }
kiosks-history-CodeMade = Code gemaakt door { $by }
kiosks-history-DeviceEnrolled = Aangemeld door { $by }
kiosks-history-KioskChanged = Gewijzigd door { $by }
kiosks-history-KioskRevoked = Ingetrokken door { $by }

# Contacten die een agent zelf vastlegt, en verbeteringen daarvan.

entry-title = Contact vastleggen
entry-open = Contact vastleggen
entry-open-tab = Contact vastleggen (nieuw tabblad)
entry-anonymous = Vraag geen naam als dat niet nodig is.
entry-channel = Kanaal
entry-topic = Onderwerp
entry-topic-hint = Typ een paar letters en druk Enter.
entry-where = Waar
entry-where-hint = Gemeente of plek. Leeg mag ook.
entry-where-town = gemeente
entry-where-own = eigen team
entry-theme = Thema: { $theme }
entry-team = Team: { $team }
entry-outcome = Uitkomst
entry-note = Notitie
entry-note-left = { $left ->
    [one] Nog 1 teken
   *[other] Nog { $left } tekens
}
entry-note-over = { $over ->
    [one] 1 teken te veel
   *[other] { $over } tekens te veel
}
entry-more = Meer over dit contact
entry-day = Dag
entry-start = Begin
entry-start-or-now = Begin (leeg is nu)
entry-minutes = Duur in minuten
entry-end = Einde
entry-language = Taal
entry-initiative = Wie begon het contact?
entry-initiative-citizen = De burger
entry-initiative-police = De politie
entry-follow-up = Er moet nog iets gebeuren
entry-same-case = Zelfde zaak: kenmerk
entry-save = Bewaar
entry-saving = Wordt bewaard
entry-clear = Maak leeg
entry-saved = Bewaard. Kenmerk { $reference }, in { $seconds ->
    [one] 1 seconde
   *[other] { $seconds } seconden
}.
entry-unsaved-faults = { $count ->
    [one] Nog niet bewaard. Kijk 1 veld na.
   *[other] Nog niet bewaard. Kijk { $count } velden na.
}
entry-unsaved-no-answer = Nog niet bewaard: wij krijgen geen antwoord. Wat u typte, blijft staan. Bewaar zo opnieuw.
entry-unsaved-logged-out = Nog niet bewaard: u bent uitgelogd. Wat u typte, staat er na het inloggen weer.
entry-unsaved-refused = Deze pagina is voor agenten en leidinggevenden.
entry-no-choice = Niets gevonden. Typ andere letters.
entry-found = { $count ->
    [one] 1 keuze
   *[other] { $count } keuzes
}
entry-keys-rest = Cijfer of letter kiest het kanaal en de uitkomst.

# Vandaag
entry-list = Mijn contacten
entry-list-team = Contacten van mijn team
entry-list-day = Dag
entry-list-empty = Nog geen contacten op deze dag.
entry-list-more = De nieuwste { $shown } van { $count } contacten.
entry-list-withdrawn = ingetrokken
entry-list-follow-up = vervolg nodig
entry-correct = Verbeter
entry-correct-named = Verbeter { $reference }
entry-look = Bekijk
entry-look-named = Bekijk { $reference }

# Verbeteren
entry-correcting = Verbeter contact { $reference }
entry-looking = Contact { $reference }
entry-why = Waarom?
entry-why-mistaken = Verkeerd ingevuld
entry-why-learned-later = Later meer gehoord
entry-why-entered-twice = Dubbel ingevoerd
entry-withdraw = Trek in: dit contact telt niet mee
entry-correct-save = Bewaar verbetering
entry-corrected = Verbeterd. Wat er eerst stond, blijft in het logboek.
entry-not-correctable-now = U kunt dit contact nu niet verbeteren. Uw leidinggevende kan dat wel.
entry-history = Wat is er veranderd?
entry-history-empty = Er is nog niets veranderd.
entry-history-line = { $officer }: { $why }
entry-history-change = { $name }: { $before } werd { $after }
entry-history-hidden = { $name }: veranderd
entry-nothing = leeg
entry-yes = ja
entry-no = nee
entry-column-channel = Kanaal
entry-column-language = Taal
entry-column-place = Plek
entry-column-topic = Onderwerp
entry-column-theme = Thema
entry-column-municipality = Gemeente
entry-column-base-team = Basisteam
entry-column-initiative = Wie begon
entry-column-started-at = Begin
entry-column-ended-at = Einde
entry-column-outcome = Uitkomst
entry-column-note = Notitie
entry-column-follow-up = Vervolg nodig
entry-column-withdrawn = Ingetrokken

# Wat er niet klopt, bij het veld
entry-fault-choose = Kies er een.
entry-fault-unknown = Dit staat niet in de lijst. Kies er een uit de lijst.
entry-fault-note-too-long = De notitie is te lang. Hoogstens { $max } tekens.
entry-fault-in-future = Dit moment is nog niet geweest.
entry-fault-too-long-ago = Dit is te lang geleden. Hoogstens { $days } dagen.
entry-fault-end-before-start = Het einde is voor het begin.
entry-fault-end-or-duration = Vul het einde in of de duur, niet allebei.
entry-fault-reference-wrong = Dit kenmerk klopt niet. Kijk het na.
entry-fault-reference-unknown = Wij kennen dit kenmerk niet.
entry-fault-nothing-changed = U hebt niets veranderd.
entry-fault-not-correctable = Dit kunt u niet verbeteren.
entry-fault-day = Kies een dag.
entry-fault-day-in-future = Deze dag is nog niet geweest.
entry-fault-minutes = Typ hele minuten, zoals 15.
entry-fault-too-many-minutes = Dit is langer dan { $days } dagen. Typ de duur in minuten.
entry-fault-time = Typ een tijd, zoals 14:05.
refused-already-saved = Dit contact was al bewaard, met kenmerk { $reference }. Verbeter het in de lijst.
refused-not-correctable = U kunt dit contact nu niet verbeteren. Uw leidinggevende kan dat wel.

# De zuil: een groot aanraakscherm zonder telefoon en zonder toetsenbord.

kiosk-title = Politie
kiosk-danger = Nu gevaar?
kiosk-danger-label = 112: wat te doen bij gevaar

# Taal
kiosk-language-heading = Aangifte of vraag? Kies uw taal
kiosk-language-short = Kies uw taal
kiosk-language-private = Geen account of DigiD nodig. Na afloop wissen wij dit scherm.
kiosk-language-tile = Aangifte of vraag

# Kiezen
kiosk-choice-heading = Wat wilt u doen?
kiosk-choice-sentence = Raak een vak aan.
kiosk-choice-video = Video met een agent
kiosk-choice-video-more = U ziet en hoort een agent op dit scherm. Voor aangifte of een vraag.
kiosk-choice-video-wait = Nu { $wait } wachten.
kiosk-choice-assistant = Vraag het de assistent
kiosk-choice-assistant-more = Een computer geeft meteen antwoord.
kiosk-choice-emergency = 112: er is nu gevaar
kiosk-choice-emergency-more = Wat u nu moet doen.

# Assistent
kiosk-assistant-heading = Vraag het de assistent
kiosk-answers = Kies een antwoord
kiosk-topics = Kies een onderwerp
kiosk-on-your-phone = Op uw eigen telefoon of computer
kiosk-call-with-phone = Bel met uw eigen telefoon
kiosk-safety-closed = Hier is hulp voor u
kiosk-safety-touch = Raak aan om te lezen
kiosk-safety-close = Verberg dit weer

# 112
kiosk-emergency-heading = Nu gevaar? Bel 112
kiosk-emergency-sentence = Dit scherm kan niet bellen. Doe dit:
kiosk-emergency-safe = Ga eerst naar een veilige plek.
kiosk-emergency-own-phone = Bel 112 met uw eigen telefoon. Dat is gratis. Het werkt ook zonder beltegoed.
kiosk-emergency-ask = Geen telefoon? Roep om hulp. Vraag iemand om 112 te bellen.
kiosk-emergency-app = Kunt u niet goed horen of praten? Gebruik de app 112NL.
kiosk-emergency-where = Zeg als eerste waar u bent en wat er gebeurt.
kiosk-emergency-video = Kan niemand bellen? Video met een agent
kiosk-emergency-video-more = Dat duurt langer dan 112. Soms moet u wachten.

# Hulp
kiosk-help-heading = Hulp bij dit scherm
kiosk-help-touch = Raak met uw vinger een vak aan. U kunt niets kapot maken.
kiosk-help-back = Terug: u gaat een stap terug.
kiosk-help-phone = Ik bel even: het scherm wordt leeg en wacht 5 minuten op u.
kiosk-help-done = Klaar: wij wissen alles van dit scherm.
kiosk-help-lower = Lager scherm: alles komt lager te staan. Handig als u zit.
kiosk-help-person = Praat met een mens
kiosk-help-person-more = Video met een agent

# Vaste knoppen
kiosk-buttons = Vaste knoppen
kiosk-back = Terug
kiosk-back-waiting = Stop eerst met wachten
kiosk-back-call = Kan na dit gesprek
kiosk-lower = Lager scherm
kiosk-higher = Hoger scherm
kiosk-phone = Ik bel even
kiosk-done = Klaar
kiosk-help = Help mij
kiosk-close = Sluit dit

# Video
kiosk-stopped-heading = U wacht niet meer
kiosk-ask-again = Vraag opnieuw video

# Klaar
kiosk-done-heading = Bent u klaar?
kiosk-done-sentence = Wij wissen uw gesprek van dit scherm. De volgende bezoeker ziet er niets van.
kiosk-done-reference = Schrijf dit nummer op of maak er een foto van. Noem het als u weer contact met ons hebt.
kiosk-done-call = Uw gesprek met de agent stopt dan ook.
kiosk-done-waiting = U staat dan niet meer in de rij.
kiosk-done-yes = Ja, wis alles
kiosk-done-no = Nee, ga terug

# Niemand meer?
kiosk-ring-heading = Bent u er nog?
kiosk-ring-sentence = Raakt u niets aan? Dan wissen wij dit scherm.
kiosk-ring-left = { $seconds ->
    [one] Nog 1 seconde
   *[other] Nog { $seconds } seconden
}
kiosk-ring-stay = Ik ben er nog
kiosk-ring-wipe = Wis dit scherm nu
kiosk-away-heading = U belt even
kiosk-away-sentence = Dit scherm is leeg. Niemand ziet uw gesprek.
kiosk-away-left = { $minutes ->
    [one] Wij wachten nog 1 minuut op u.
   *[other] Wij wachten nog { $minutes } minuten op u.
}
kiosk-away-back = Ik ben terug

kiosk-later = Later verder op uw eigen telefoon of computer
kiosk-later-given = Schrijf nummer en code op. Wij laten de code maar één keer zien. U kunt tot en met { $date } verder op de website.

# Woorden die op meer dan één pagina staan.

common-emergency = Nu gevaar?
common-call-112 = 112
common-call-112-label = Nu gevaar? Bel 112
common-language = Taal
common-language-nl = Nederlands
common-language-en = English
citizen-name = Burger
common-close = Sluiten
common-back = Terug
common-loading = Even geduld
common-send = Stuur
common-retry = Probeer opnieuw
common-minutes = { $minutes ->
    [one] ± 1 min
   *[other] ± { $minutes } min
}

connection-connecting = Wij maken verbinding.
connection-lost = De verbinding is weg. Wij proberen het steeds opnieuw. Uw berichten blijven bewaard.
connection-open = De verbinding is er weer.

# Waarom iets niet kon. De sleutel is refused-<code>.
refused-too-long = Dit bericht is te lang. Het mag { $max ->
    [one] 1 teken
   *[other] { $max } tekens
} zijn. Maak het korter.
refused-too-fast = U stuurt veel berichten. Wacht { $seconds ->
    [one] 1 seconde
   *[other] { $seconds } seconden
} en probeer het dan opnieuw.
refused-crowded = Vanaf uw netwerk komen nu heel veel berichten. Over { $seconds ->
    [one] 1 seconde
   *[other] { $seconds } seconden
} kan het weer. Is er direct gevaar? Bel 112.
refused-used-before = Dit ging niet goed. Laad de pagina opnieuw en probeer het nog een keer.
refused-unknown-place = Dit scherm is nog niet goed ingesteld. Vraag een medewerker om hulp.
refused-bad-frame = Dit is niet goed aangekomen. Probeer het opnieuw.
refused-bad-request = Dit kon niet. Probeer het opnieuw.
refused-closed = Dit gesprek is afgelopen.
refused-not-yours = Dit gesprek is hier niet te vinden.
refused-not-open = Dit kan nu niet meer.
refused-no-node = Video kan nu even niet. U kunt wel chatten of bellen.
refused-unavailable = Dit doet het nu even niet. Probeer het zo opnieuw.
refused-nobody-waiting = Er wacht nu niemand.
refused-colleague-was-first = Een collega was net iets eerder.
refused-not-logged-in = U bent niet ingelogd.
refused-not-allowed = Dat mag niet met uw rol.
refused-busy = Rond eerst uw videogesprek af.

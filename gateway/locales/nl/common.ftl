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
refused-not-from-here = Dat kan niet vanaf deze site.
refused-officer-in-call = De medewerker is nu in een videogesprek met iemand anders. Vraag het straks nog eens.
refused-busy = Rond eerst uw videogesprek af.

# Wanneer er agenten zijn. Dag en tijd komen van de server, in Nederlandse tijd.
hours-moment = { $day ->
    [today] vandaag om { $hour }.{ $minute } uur
    [tomorrow] morgen om { $hour }.{ $minute } uur
    [monday] maandag om { $hour }.{ $minute } uur
    [tuesday] dinsdag om { $hour }.{ $minute } uur
    [wednesday] woensdag om { $hour }.{ $minute } uur
    [thursday] donderdag om { $hour }.{ $minute } uur
    [friday] vrijdag om { $hour }.{ $minute } uur
    [saturday] zaterdag om { $hour }.{ $minute } uur
    [sunday] zondag om { $hour }.{ $minute } uur
   *[date] op { $date } { hours-month } om { $hour }.{ $minute } uur
}
hours-month = { $month ->
    [m1] januari
    [m2] februari
    [m3] maart
    [m4] april
    [m5] mei
    [m6] juni
    [m7] juli
    [m8] augustus
    [m9] september
    [m10] oktober
    [m11] november
   *[m12] december
}
hours-always = Dag en nacht open
hours-open = Nu open
hours-until = Nu open tot { $hour }.{ $minute } uur
hours-closes = Sluit om { $hour }.{ $minute } uur
hours-opens = Open { hours-moment }
hours-closed = Nu gesloten
hours-of-medium = { $medium ->
    [chat] Chat: { $hours }
   *[video] Video: { $hours }
}

# Hoe lang het duurt. Er zijn maar een paar stappen: preciezer weten wij het niet.
wait-about = { $minutes ->
    [1] ongeveer 1 minuut
   *[other] ongeveer { $minutes } minuten
}
wait-long = meer dan 30 minuten
wait-long-short = > 30 min
waiting-instead-question = Wat wilt u doen?
waiting-go-chat = Verder met chat
waiting-keep = Ik blijf wachten

# Niemand aanwezig, of het duurt lang: wat dan wel kan.
queue-closed-chat = U kunt nu niet chatten met een agent.
queue-closed-video = Een videogesprek met een agent kan nu niet.
queue-closed-reason = Vandaag is het anders: { $reason }.
queue-closed-until = Het kan weer { hours-moment }. U kunt dan terugkomen.
queue-closed-unknown = Wij weten nog niet wanneer het weer kan.
queue-waited-late = Het spijt ons: u wacht langer dan wij willen.
queue-waited-nobody = Het spijt ons: er is op dit moment geen agent vrij.
queue-place-kept = U houdt uw plek in de rij. U mag blijven wachten.
queue-instead = De assistent helpt u dag en nacht. U kunt ook online aangifte doen of { $police } bellen. Is er nu gevaar? Bel { $emergency }.
queue-closes-soon = Onze agenten zijn er tot { $hour }.{ $minute } uur. Misschien lukt het vandaag niet meer.

words-left = { $left ->
    [one] Nog 1 teken
   *[other] Nog { $left } tekens
}
words-over = { $over ->
    [one] 1 teken te veel. Maak het korter.
   *[other] { $over } tekens te veel. Maak het korter.
}
words-too-much = Deze tekst past hier niet. Een bericht mag { $most } tekens hebben. Plak een korter deel. Wat er al stond, staat er nog.

result = Resultaat
result-report-taken = De agent heeft uw aangifte opgenomen.
result-advice-given = De agent heeft u advies gegeven.
result-referred = De agent heeft u verwezen naar iemand die u verder helpt.
result-appointment-made = U hebt een afspraak gemaakt.
result-no-contact = Er was geen gesprek. U kunt het opnieuw proberen.

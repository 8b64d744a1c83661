# Later verder met een gesprek: nummer en geheime code.

later-link = Later verder
later-have = Ik heb al een nummer
later-title = Later verder
later-explain = Met dit nummer en deze code gaat u verder met dit gesprek. Dat kan tot en met { $date }, ook op een ander apparaat.
later-number = Uw nummer
later-code = Uw geheime code
later-once = Schrijf beide op. Wij laten de code maar één keer zien. Geef hem aan niemand.
later-place = Sluit u de chat, dan raakt u uw plek in de rij kwijt.
later-stay = Praat verder
later-stop = Stop voor nu
later-no-connection = Er is nu geen verbinding. Probeer het zo opnieuw.
later-saved-title = Dit gesprek is bewaard
later-saved = U kunt tot en met { $date } verder, met uw nummer en uw geheime code.
later-form-title = Verder met een eerder gesprek
later-reference-label = Uw nummer
later-reference-hint = zoals 7KQ2-MX4D
later-code-label = Uw geheime code
later-code-hint = 10 tekens
later-person = Praat met een mens
later-code-missing = Vul ook uw geheime code in.
later-go = Ga verder

thread-code-given = U kreeg een geheime code, om later verder te gaan.
thread-resumed = U bent terug. U gaat verder met dit gesprek.

refused-not-a-reference = Dit nummer klopt niet. Kijk het nog eens na.
refused-wrong-code = Nummer en code horen niet bij elkaar, of de tijd is voorbij. Kijk ze nog eens na. Lukt het niet? Praat met een mens.
refused-code-tries = Er is te vaak een verkeerde code geprobeerd. Over { $minutes ->
    [one] 1 minuut
   *[other] { $minutes } minuten
} kan het weer. Wilt u niet wachten? Praat met een mens.

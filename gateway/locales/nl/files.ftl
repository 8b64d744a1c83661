# Foto's en bestanden in de chat.

file-add = Foto of bestand
file-hint = Foto, PDF, MP4 of tekst. Hoogstens 10 MB per bestand en 10 bestanden. Een agent kan ze bekijken, de computer niet.
file-for-officer = Een agent kan uw bestand bekijken, de computer niet.
file-progress = Versturen van { $name }
file-sending = { $percent } % verstuurd
file-waits = Wacht op de andere bestanden
file-drop = Haal weg
file-lost = Het bestand kwam niet aan. Probeer het opnieuw.
file-save = (bewaren)

refused-file-too-large = Dit bestand is te groot. Het mag 10 MB zijn.
refused-file-kind = Dit bestand kan hier niet. Stuur een foto, een PDF, een MP4-video of gewone tekst.
refused-too-many-files = U hebt al 10 bestanden gestuurd. Meer kan niet. Vraag een agent om hulp.
refused-no-room = Wij kunnen nu geen bestanden bewaren. Probeer het later opnieuw.

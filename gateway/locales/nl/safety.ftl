# Kaarten van het vangnet: boven alles, in elk kanaal. { $number } staat in numbers.yml.
safety-danger-label = Nu gevaar? Bel { $number }
safety-danger-text = Bel { $number } als er nu gevaar is. Kunt u niet praten? Gebruik de app 112NL.
safety-suicide-label = Praat met { $number }
safety-suicide-text = U hoeft dit niet alleen te dragen. Bel { $number }, gratis, dag en nacht. Of chat op 113.nl.
safety-domestic-violence-label = Veilig Thuis: { $number }
safety-domestic-violence-text = Niet veilig thuis? Veilig Thuis helpt dag en nacht: { $number }, gratis. Ook voor wie het ziet gebeuren.
safety-sexual-violence-label = Centrum Seksueel Geweld: { $number }
safety-sexual-violence-text = Het is niet uw schuld. Het Centrum Seksueel Geweld helpt dag en nacht: { $number }, gratis, ook zonder politie.
safety-child-abuse-label = Zorgen om een kind: { $number }
safety-child-abuse-text = Is een kind niet veilig? Veilig Thuis denkt met u mee, dag en nacht: { $number }, gratis.

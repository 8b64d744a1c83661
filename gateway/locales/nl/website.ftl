# De pagina van een verzonnen stad, waarop het chatvenster te zien is.

website-page-title = Politie in Voorbeeldstad (demonstratie)
website-skip = Naar de tekst
website-demonstration = Dit is een demonstratie. Stad en politie zijn verzonnen. Bent u nu in gevaar? Bel 112.
website-town = Politie in Voorbeeldstad
website-title = Wat is er gebeurd?
website-lead = Vertel het ons in uw eigen woorden. Wij zeggen wat u kunt doen. Inloggen hoeft niet.
website-ask = Stel uw vraag
website-resume = Ik heb al een nummer

website-ways = Zo kunt u ons bereiken
website-way-ask-title = Vraag het de assistent
website-way-ask-text = De assistent is een computer. Hij geeft dag en nacht antwoord en weet hoe u aangifte doet.
website-way-person-title = Praat met een agent
website-way-person-text = Dat kan met chat of met video. U ziet vooraf hoe lang u ongeveer wacht.
website-way-kiosk-title = Kom naar een zuil
website-way-kiosk-text = In het stadhuis en op het station staat een scherm. Ook daar praat u met een agent.

website-promises = Dit mag u van ons verwachten
website-promise-computer = Wij zeggen het als u met een computer praat.
website-promise-person = U kunt altijd om een mens vragen.
website-promise-story = U vertelt uw verhaal één keer. De agent kan lezen wat u al schreef.
website-promise-number = Uw gesprek krijgt een nummer. Daarmee vinden wij het terug.

website-try = Bekijk ook de andere kanten
website-try-text = Deze pagina laat zien hoe het werkt. U kunt ook meekijken bij de zuil en bij de agent.
website-try-kiosk = De zuil in de stad
website-try-console = Het scherm van de agent
website-footer = Deze pagina gebruikt geen cookies. Bent u 2 minuten niet verbonden? Dan sluiten wij uw gesprek. Met een nummer en geheime code kunt u later verder.

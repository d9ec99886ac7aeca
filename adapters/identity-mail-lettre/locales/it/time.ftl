## Gli orari, con il giorno e il fuso.

moment-at =
    { $hour ->
        [1] all’1
       *[other] alle { $hour }
    }:{ $minute } di { $weekday } { $day ->
        [1] 1º
       *[other] { $day }
    } { $month } { $year } ({ $zone })
moment-since =
    { $hour ->
        [1] dall’1
       *[other] dalle { $hour }
    }:{ $minute } di { $weekday } { $day ->
        [1] 1º
       *[other] { $day }
    } { $month } { $year } ({ $zone })
moment-until =
    fino { $hour ->
        [1] all’1
       *[other] alle { $hour }
    }:{ $minute } di { $weekday } { $day ->
        [1] 1º
       *[other] { $day }
    } { $month } { $year } ({ $zone })

weekday =
    { $number ->
        [1] lunedì
        [2] martedì
        [3] mercoledì
        [4] giovedì
        [5] venerdì
        [6] sabato
       *[7] domenica
    }
month =
    { $number ->
        [1] gennaio
        [2] febbraio
        [3] marzo
        [4] aprile
        [5] maggio
        [6] giugno
        [7] luglio
        [8] agosto
        [9] settembre
        [10] ottobre
        [11] novembre
       *[12] dicembre
    }

# city è l'ultima parte del nome del fuso nella banca dati IANA, name lo stesso con gli spazi.
zone-of-city =
    { $city ->
        [Athens] ora di Atene
        [Belgrade] ora di Belgrado
        [Berlin] ora di Berlino
        [Brussels] ora di Bruxelles
        [Copenhagen] ora di Copenaghen
        [Dublin] ora di Dublino
        [Lisbon] ora di Lisbona
        [Ljubljana] ora di Lubiana
        [London] ora di Londra
        [Luxembourg] ora di Lussemburgo
        [Moscow] ora di Mosca
        [Paris] ora di Parigi
        [Prague] ora di Praga
        [Rome] ora di Roma
        [Stockholm] ora di Stoccolma
        [Tokyo] ora di Tokyo
        [Vatican] ora di Roma
        [Vienna] ora di Vienna
        [Warsaw] ora di Varsavia
        [Zagreb] ora di Zagabria
        [Zurich] ora di Zurigo
       *[other] ora di { $name }
    }

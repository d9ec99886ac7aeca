# Dates and times. The clock pattern is the one of strftime.

time-clock-pattern = %-H:%M
time-moment = { $day } { $month } { $year }, { $clock }
time-today = oggi, { $clock }
time-yesterday = ieri, { $clock }
time-span-days =
    { $count ->
        [one] un giorno
       *[other] { $count } giorni
    }
time-span-hours =
    { $count ->
        [one] un’ora
       *[other] { $count } ore
    }
time-span-minutes =
    { $count ->
        [one] un minuto
       *[other] { $count } minuti
    }
time-in-zone = { $moment } ({ $zone })
month-january = gennaio
month-february = febbraio
month-march = marzo
month-april = aprile
month-may = maggio
month-june = giugno
month-july = luglio
month-august = agosto
month-september = settembre
month-october = ottobre
month-november = novembre
month-december = dicembre
month-jan = gen
month-feb = feb
month-mar = mar
month-apr = apr
month-may-short = mag
month-jun = giu
month-jul = lug
month-aug = ago
month-sep = set
month-oct = ott
month-nov = nov
month-dec = dic

# Dates and times. The clock pattern is the one of strftime.

time-clock-pattern = %H:%M
time-moment = { $day } { $month } { $year }, { $clock }
time-today = today, { $clock }
time-yesterday = yesterday, { $clock }
time-span-days =
    { $count ->
        [one] one day
       *[other] { $count } days
    }
time-span-hours =
    { $count ->
        [one] one hour
       *[other] { $count } hours
    }
time-span-minutes =
    { $count ->
        [one] one minute
       *[other] { $count } minutes
    }
time-in-zone = { $moment } ({ $zone })
month-january = January
month-february = February
month-march = March
month-april = April
month-may = May
month-june = June
month-july = July
month-august = August
month-september = September
month-october = October
month-november = November
month-december = December
month-jan = Jan
month-feb = Feb
month-mar = Mar
month-apr = Apr
month-may-short = May
month-jun = Jun
month-jul = Jul
month-aug = Aug
month-sep = Sep
month-oct = Oct
month-nov = Nov
month-dec = Dec

## Times, with their day and zone.

moment-at = at { $padded }:{ $minute } on { $weekday } { $day } { $month } { $year } ({ $zone })
moment-since = since { $padded }:{ $minute } on { $weekday } { $day } { $month } { $year } ({ $zone })
moment-until = until { $padded }:{ $minute } on { $weekday } { $day } { $month } { $year } ({ $zone })

weekday =
    { $number ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    }
month =
    { $number ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }

# city is the last part of the zone's name in the IANA database, name the same with spaces.
zone-of-city =
    { $city ->
        [Kyiv] Kyiv time
       *[other] { $name } time
    }

-- An invented map in the form of Wikipedia's detailed-map modules.
return { marks = {
{ lat = "36.277", long = "41.281", mark = "Dot_yellow_ff4.svg", marksize = "6", label = "[[Alpha_crossing]]" },
{ lat = "35.118", long = "41.205", mark = "Location dot red.svg", marksize = "6", label = "[[Beta|Beta town]]" },
{ lat = "35.473", long = "39.988", mark = m.IS, marksize = "6", label = "[[Gammaville]]" },
} }

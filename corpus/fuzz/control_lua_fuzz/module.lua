-- fictional
return { marks = {
{ lat = "36.277", long = "41.281", mark = "Dot_yellow_ff4.svg", label = "[[Alpha_crossing]]" },
{ lat = "35.118", long = -41.205, mark = "Location dot black.svg", label = "[[Beta|Beta town]]" },
{ ["lat"] = 35.473, ["long"] = "39.988", mark = m.IS, label = [==[Gamma]==] },
--[[ { lat = "1" } ]] { lat = "34", long = "39", mark = "80x80-red-black-anim.gif" },
} }

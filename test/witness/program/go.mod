module fleetlift/witness

go 1.24

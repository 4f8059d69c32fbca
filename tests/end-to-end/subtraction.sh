# Months, quarters, cities: what editions add up to tells nothing that one of them withholds (tests/tools/subtraction.py).
# Of the three of a larger seed, one month of a city has one person; in the end nobody is known in two cities, and then who
# was new in each month adds up over the cities.
exec python3 "$SOURCE/tests/tools/subtraction.py" "$BUILD" 8 1008 1017 1042

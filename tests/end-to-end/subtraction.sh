# Months, quarters, cities: what editions add up to tells nothing that one of them withholds (tests/tools/subtraction.py).
# Of those with a larger seed, months of a city have a few new persons; nobody is known in two cities in the end, and then who
# was new in each month adds up over the cities. Of 1097 and 2147, the last month and the first hang together over both sums.
exec python3 "$SOURCE/tests/tools/subtraction.py" "$BUILD" 8 1008 1017 1071 1097 2147

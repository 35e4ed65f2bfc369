"""
Know the countries, organisations, leaders and places of the world.

`tables` reads and checks the facts in `data/world/*.tsv`, which
`training/gazetteer/build.py` makes; `look_up` answers questions about them.
"""

from eventgraph.gazetteer.distance import kilometres
from eventgraph.gazetteer.look_up import (
    PlaceMatch,
    countries,
    country,
    find_country,
    find_country_in,
    find_holder,
    find_leader,
    find_organisation,
    find_place,
    normal,
    remembered,
    sector_of_office,
)
from eventgraph.gazetteer.tables import (
    City,
    Country,
    CountryName,
    Leader,
    Organisation,
    Region,
    read_cities,
    read_countries,
    read_country_names,
    read_leaders,
    read_organisations,
    read_regions,
)

__all__ = [
    "City",
    "Country",
    "CountryName",
    "Leader",
    "Organisation",
    "PlaceMatch",
    "Region",
    "countries",
    "country",
    "find_country",
    "find_country_in",
    "find_holder",
    "find_leader",
    "find_organisation",
    "find_place",
    "kilometres",
    "normal",
    "read_cities",
    "read_countries",
    "read_country_names",
    "read_leaders",
    "read_organisations",
    "read_regions",
    "remembered",
    "sector_of_office",
]

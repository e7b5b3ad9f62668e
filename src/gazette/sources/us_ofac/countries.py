"""The names of countries and areas as OFAC prints them after a number, `Passport A123 (Iran)`.

In: what stands between parentheses. Out: whether it is a country; a town or a state is part of the
number there (`Registration Number HRA 737097 (Stuttgart) (Germany)`). Not here: codes and demonyms.
"""

from __future__ import annotations

_NAMES = """
Afghanistan|Albania|Algeria|American Samoa|Andorra|Angola|Anguilla|Antarctica|Antigua and Barbuda|
Argentina|Armenia|Aruba|Australia|Austria|Azerbaijan|Bahamas|Bahamas, The|Bahrain|Bangladesh|Barbados|
Belarus|Belgium|Belize|Benin|Bermuda|Bhutan|Bolivia|Bosnia and Herzegovina|Bosnia-Herzegovina|Botswana|
Brazil|British Virgin Islands|Brunei|Bulgaria|Burkina Faso|Burma|Burundi|Cabo Verde|Cambodia|Cameroon|
Canada|Cape Verde|Cayman Islands|Central African Republic|Chad|Chile|China|Colombia|Comoros|
Congo, Democratic Republic of the|Congo, Republic of the|Cook Islands|Costa Rica|Cote d Ivoire|
Cote d'Ivoire|Croatia|Cuba|Curacao|Cyprus|Czech Republic|Czechia|Democratic Republic of the Congo|
Denmark|Djibouti|Dominica|Dominican Republic|East Timor|Ecuador|Egypt|El Salvador|Equatorial Guinea|
Eritrea|Estonia|Eswatini|Ethiopia|Falkland Islands|Faroe Islands|Fiji|Finland|France|French Guiana|
French Polynesia|Gabon|Gambia|Gambia, The|Gaza|Georgia|Germany|Ghana|Gibraltar|Greece|Greenland|Grenada|
Guadeloupe|Guam|Guatemala|Guernsey|Guinea|Guinea-Bissau|Guyana|Haiti|Holy See|Honduras|Hong Kong|Hungary|
Iceland|India|Indonesia|Iran|Iraq|Ireland|Isle of Man|Israel|Italy|Ivory Coast|Jamaica|Japan|Jersey|
Jordan|Kazakhstan|Kenya|Kiribati|Korea, North|Korea, South|Kosovo|Kuwait|Kyrgyzstan|Laos|Latvia|Lebanon|
Lesotho|Liberia|Libya|Liechtenstein|Lithuania|Luxembourg|Macau|Macedonia|Madagascar|Malawi|Malaysia|
Maldives|Mali|Malta|Man, Isle of|Marshall Islands|Martinique|Mauritania|Mauritius|Mayotte|Mexico|
Micronesia|Micronesia, Federated States of|Moldova|Monaco|Mongolia|Montenegro|Montserrat|Morocco|
Mozambique|Myanmar|Namibia|Nauru|Nepal|Netherlands|Netherlands Antilles|New Caledonia|New Zealand|
Nicaragua|Niger|Nigeria|Niue|North Korea|North Macedonia|North Macedonia, The Republic of|
Northern Mariana Islands|Norway|Oman|Pakistan|Palau|Palestinian|Panama|Papua New Guinea|Paraguay|Peru|
Philippines|Poland|Portugal|Puerto Rico|Qatar|Region: Gaza|Region: Northern Mali|Reunion|Romania|Russia|
Rwanda|Saint Kitts and Nevis|Saint Lucia|Saint Vincent and the Grenadines|Samoa|San Marino|
Sao Tome and Principe|Saudi Arabia|Senegal|Serbia|Serbia and Montenegro|Seychelles|Sierra Leone|
Singapore|Slovakia|Slovenia|Solomon Islands|Somalia|South Africa|South Korea|South Sudan|Spain|
Sri Lanka|St. Kitts and Nevis|St. Lucia|St. Vincent and the Grenadines|Sudan|Suriname|Swaziland|Sweden|
Switzerland|Syria|Taiwan|Tajikistan|Tanzania|Thailand|The Bahamas|The Gambia|Timor-Leste|Togo|Tonga|
Trinidad and Tobago|Tunisia|Turkey|Turkiye|Turkmenistan|Turks and Caicos Islands|Tuvalu|Uganda|Ukraine|
United Arab Emirates|United Kingdom|United States|Uruguay|USSR|Uzbekistan|Vanuatu|Vatican City|
Venezuela|Vietnam|Virgin Islands, British|Virgin Islands, U.S.|West Bank|Western Sahara|Yemen|
Yugoslavia|Zambia|Zimbabwe|undetermined
"""
NAMES = frozenset(_NAMES.replace("|\n", "|").strip().split("|"))


def is_country(text: str) -> bool:
    """Whether the text names a country; a note may follow its full stop (`Cabo Verde.  Previously …`)."""
    return text in NAMES or text.partition(". ")[0] in NAMES

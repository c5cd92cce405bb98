"""Every state answers to the adjective and the plural noun that English news uses for its people."""

from __future__ import annotations

import pytest

from dateline.world import EntryKind, Form, World

WORLD = World.default()
# state: adjective, plural noun, further spellings; where two states share a word the other may come first.
WORDS = """
Afghanistan: Afghan, Afghans
Albania: Albanian, Albanians
Algeria: Algerian, Algerians
Andorra: Andorran, Andorrans
Angola: Angolan, Angolans
Antigua and Barbuda: Antiguan, Antiguans, Barbudan
Argentina: Argentine, Argentines, Argentinian, Argentinians, Argentinean, Argentineans
Armenia: Armenian, Armenians
Australia: Australian, Australians
Austria: Austrian, Austrians
Azerbaijan: Azerbaijani, Azerbaijanis, Azeri, Azeris
Bahamas: Bahamian, Bahamians
Bahrain: Bahraini, Bahrainis
Bangladesh: Bangladeshi, Bangladeshis
Barbados: Barbadian, Barbadians
Belarus: Belarusian, Belarusians, Belarussian, Belorussian, Byelorussian, Belorussians
Belgium: Belgian, Belgians
Belize: Belizean, Belizeans
Benin: Beninese
Bhutan: Bhutanese
Bolivia: Bolivian, Bolivians
Bosnia and Herzegovina: Bosnian, Bosnians, Bosniak, Bosniaks
Botswana: Botswanan, Motswana, Batswana
Brazil: Brazilian, Brazilians
Brunei: Bruneian, Bruneians
Bulgaria: Bulgarian, Bulgarians
Burkina Faso: Burkinabe, Burkinabé
Burundi: Burundian, Burundians
Cambodia: Cambodian, Cambodians
Cameroon: Cameroonian, Cameroonians
Canada: Canadian, Canadians
Cape Verde: Cape Verdean, Cape Verdeans
Central African Republic: Central African, Central Africans
Chad: Chadian, Chadians
Chile: Chilean, Chileans
China: Chinese
Colombia: Colombian, Colombians
Comoros: Comorian, Comorians, Comoran
Costa Rica: Costa Rican, Costa Ricans
Croatia: Croatian, Croatians, Croat, Croats
Cuba: Cuban, Cubans
Cyprus: Cypriot, Cypriots, Greek Cypriot, Turkish Cypriots
Czech Republic: Czech, Czechs
Democratic Republic of the Congo: Congolese
Denmark: Danish, Danes
Djibouti: Djiboutian, Djiboutians
Dominica: Dominican, Dominicans
Dominican Republic: Dominican, Dominicans
East Timor: Timorese, East Timorese
Ecuador: Ecuadorian, Ecuadorians, Ecuadorean, Ecuadoreans
Egypt: Egyptian, Egyptians
El Salvador: Salvadoran, Salvadorans, Salvadorean, Salvadorian
Equatorial Guinea: Equatorial Guinean, Equatoguinean, Equatorial Guineans
Eritrea: Eritrean, Eritreans
Estonia: Estonian, Estonians
Eswatini: Swazi, Swazis
Ethiopia: Ethiopian, Ethiopians
Fiji: Fijian, Fijians
Finland: Finnish, Finns
France: French, Frenchmen
Gabon: Gabonese
Gambia: Gambian, Gambians
Georgia: Georgian, Georgians
Germany: German, Germans
Ghana: Ghanaian, Ghanaians
Greece: Greek, Greeks
Grenada: Grenadian, Grenadians
Guatemala: Guatemalan, Guatemalans
Guinea: Guinean, Guineans
Guinea-Bissau: Bissau-Guinean, Bissau-Guineans
Guyana: Guyanese
Haiti: Haitian, Haitians
Honduras: Honduran, Hondurans
Hungary: Hungarian, Hungarians
Iceland: Icelandic, Icelanders
India: Indian, Indians
Indonesia: Indonesian, Indonesians
Iran: Iranian, Iranians
Iraq: Iraqi, Iraqis
Ireland: Irish, Irishmen
Israel: Israeli, Israelis
Italy: Italian, Italians
Ivory Coast: Ivorian, Ivorians, Ivoirian
Jamaica: Jamaican, Jamaicans
Japan: Japanese
Jordan: Jordanian, Jordanians
Kazakhstan: Kazakh, Kazakhs, Kazakhstani, Kazakhstanis
Kenya: Kenyan, Kenyans
Kiribati: I-Kiribati
Kosovo: Kosovan, Kosovans, Kosovar, Kosovars, Kosovo Serbs
Kuwait: Kuwaiti, Kuwaitis
Kyrgyzstan: Kyrgyz, Kyrgyzstani, Kyrgyzstanis
Laos: Laotian, Laotians, Lao
Latvia: Latvian, Latvians
Lebanon: Lebanese
Lesotho: Basotho, Mosotho
Liberia: Liberian, Liberians
Libya: Libyan, Libyans
Liechtenstein: Liechtensteiner, Liechtensteiners
Lithuania: Lithuanian, Lithuanians
Luxembourg: Luxembourgish, Luxembourgers
Madagascar: Malagasy
Malawi: Malawian, Malawians
Malaysia: Malaysian, Malaysians
Maldives: Maldivian, Maldivians
Mali: Malian, Malians
Malta: Maltese
Marshall Islands: Marshallese
Mauritania: Mauritanian, Mauritanians
Mauritius: Mauritian, Mauritians
Mexico: Mexican, Mexicans
Micronesia: Micronesian, Micronesians
Moldova: Moldovan, Moldovans, Moldavian
Monaco: Monegasque, Monégasque, Monegasques
Mongolia: Mongolian, Mongolians
Montenegro: Montenegrin, Montenegrins
Morocco: Moroccan, Moroccans
Mozambique: Mozambican, Mozambicans
Myanmar: Burmese
Namibia: Namibian, Namibians
Nauru: Nauruan, Nauruans
Nepal: Nepali, Nepalese, Nepalis
Netherlands: Dutch, Dutchmen
New Zealand: New Zealander, New Zealanders
Nicaragua: Nicaraguan, Nicaraguans
Niger: Nigerien, Nigeriens
Nigeria: Nigerian, Nigerians
North Korea: North Korean, North Koreans
North Macedonia: Macedonian, Macedonians, North Macedonian
Norway: Norwegian, Norwegians
Oman: Omani, Omanis
Pakistan: Pakistani, Pakistanis
Palau: Palauan, Palauans
Palestine: Palestinian, Palestinians
Panama: Panamanian, Panamanians
Papua New Guinea: Papua New Guinean, Papua New Guineans
Paraguay: Paraguayan, Paraguayans
Peru: Peruvian, Peruvians
Philippines: Filipino, Filipinos, Philippine
Poland: Polish, Poles
Portugal: Portuguese
Qatar: Qatari, Qataris
Republic of the Congo: Congolese
Romania: Romanian, Romanians
Russia: Russian, Russians
Rwanda: Rwandan, Rwandans
Saint Kitts and Nevis: Kittitian, Kittitians, Nevisian
Saint Lucia: Saint Lucian, Saint Lucians, St. Lucian
Saint Vincent and the Grenadines: Vincentian, Vincentians
Samoa: Samoan, Samoans
San Marino: Sammarinese
Sao Tome and Principe: Santomean, São Toméan
Saudi Arabia: Saudi, Saudis, Saudi Arabian, Saudi Arabians
Senegal: Senegalese
Serbia: Serbian, Serbians, Serb, Serbs
Seychelles: Seychellois
Sierra Leone: Sierra Leonean, Sierra Leoneans
Singapore: Singaporean, Singaporeans
Slovakia: Slovak, Slovaks, Slovakian
Slovenia: Slovenian, Slovenians, Slovene, Slovenes
Solomon Islands: Solomon Islander, Solomon Islanders
Somalia: Somali, Somalis
South Africa: South African, South Africans
South Korea: South Korean, South Koreans
South Sudan: South Sudanese
Spain: Spanish, Spaniards
Sri Lanka: Sri Lankan, Sri Lankans
Sudan: Sudanese
Suriname: Surinamese
Sweden: Swedish, Swedes
Switzerland: Swiss
Syria: Syrian, Syrians
Taiwan: Taiwanese
Tajikistan: Tajik, Tajiks, Tajikistani
Tanzania: Tanzanian, Tanzanians
Thailand: Thai, Thais
Togo: Togolese
Tonga: Tongan, Tongans
Trinidad and Tobago: Trinidadian, Trinidadians, Tobagonian
Tunisia: Tunisian, Tunisians
Turkey: Turkish, Turks
Turkmenistan: Turkmen, Turkmens
Tuvalu: Tuvaluan, Tuvaluans
Uganda: Ugandan, Ugandans
Ukraine: Ukrainian, Ukrainians
United Arab Emirates: Emirati, Emiratis
United Kingdom: British, Britons, Scots
United States: American, Americans
Uruguay: Uruguayan, Uruguayans
Uzbekistan: Uzbek, Uzbeks, Uzbekistani
Vanuatu: Ni-Vanuatu
Venezuela: Venezuelan, Venezuelans
Vietnam: Vietnamese
Yemen: Yemeni, Yemenis
Zambia: Zambian, Zambians
Zimbabwe: Zimbabwean, Zimbabweans
"""
PAIRS = [
    (state.strip(), word.strip())
    for state, _, words in (line.partition(":") for line in WORDS.strip().splitlines())
    for word in words.split(",")
]
# Other spellings of the states themselves and of their capitals.
NAMES = """
Türkiye = Turkey
Turkiye = Turkey
Ankara = Turkey
Czechia = Czech Republic
Byelorussia = Belarus
Burma = Myanmar
Holland = Netherlands
The Hague = Netherlands
Côte d'Ivoire = Ivory Coast
Cote d'Ivoire = Ivory Coast
Cabo Verde = Cape Verde
Timor-Leste = East Timor
Swaziland = Eswatini
Viet Nam = Vietnam
DPRK = North Korea
Chisinau = Moldova
Chișinău = Moldova
Kishinev = Moldova
Astana = Kazakhstan
Nur-Sultan = Kazakhstan
Kiev = Ukraine
Kyiv = Ukraine
Ulan Bator = Mongolia
Ulaanbaatar = Mongolia
Naypyidaw = Myanmar
Sana'a = Yemen
Brasília = Brazil
Bogota = Colombia
N'Djamena = Chad
Yaoundé = Cameroon
Katmandu = Nepal
Prishtina = Kosovo
St Lucia = Saint Lucia
St. Kitts and Nevis = Saint Kitts and Nevis
the Seychelles = Seychelles
"""


def test_every_member_of_the_united_nations_is_in_the_table() -> None:
    """All 193 members and Kosovo, Palestine and Taiwan are asked for below (the Vatican has no people)."""
    named = {state for state, _ in PAIRS}
    assert len(named) == 193 + 3


@pytest.mark.parametrize(("state", "word"), PAIRS)
def test_the_word_for_the_people_names_the_state(state: str, word: str) -> None:
    """In running text the whole word is found, as a demonym, and the state is among its readings."""
    (mention,) = WORLD.find(f"a {word} envoy")
    assert (mention.start, mention.end, mention.form) == (2, 2 + len(word), Form.DEMONYM)
    assert state in {entry.name for entry in mention.entries if entry.kind is EntryKind.STATE}


@pytest.mark.parametrize("line", NAMES.strip().splitlines())
def test_other_spellings_name_the_state(line: str) -> None:
    """An older, local or plainer spelling of a state or of its capital leads to the same state."""
    spelling, _, state = line.partition(" = ")
    assert WORLD.state(spelling) == state

// Which maps there are: the box of longitudes and latitudes that fills the width, and the UN M49 sub-regions shown.
export const maps = [
    { code: 'world', name_fr: 'Monde', name_en: 'World', regions: '001', west: -169, east: 191, south: -56, north: 78, middle: 11, keep: 0.5 },
    { code: '011', name_fr: 'Afrique de l’Ouest', name_en: 'Western Africa', regions: '011', west: -25.6, east: 16.4, south: 2.6, north: 27.6 },
    { code: '015', name_fr: 'Afrique du Nord', name_en: 'Northern Africa', regions: '015', west: -18, east: 40, south: 8, north: 38.5 },
    { code: '017', name_fr: 'Afrique centrale', name_en: 'Middle Africa', regions: '017', west: -3, east: 40, south: -18.5, north: 24 },
    { code: '014', name_fr: 'Afrique orientale et océan Indien', name_en: 'Eastern Africa and Indian Ocean', regions: '014', west: 21, east: 65, south: -27.5, north: 18.5 },
    { code: '018', name_fr: 'Afrique australe', name_en: 'Southern Africa', regions: '018', west: 10, east: 42, south: -35.5, north: -15 },
    { code: '150', name_fr: 'Europe', name_en: 'Europe', regions: '151 154 039 155', west: -13, east: 42, south: 34.5, north: 66 },
    { code: '021', name_fr: 'Amérique septentrionale', name_en: 'Northern America', regions: '021', west: -128, east: -52, south: 24, north: 58 },
    { code: '419', name_fr: 'Amérique latine et Caraïbes', name_en: 'Latin America and the Caribbean', regions: '013 029 005', west: -118, east: -34, south: -56, north: 33 },
    { code: '145', name_fr: 'Asie occidentale', name_en: 'Western Asia', regions: '145', west: 20, east: 66, south: 11.5, north: 44.5 },
    { code: '142', name_fr: 'Asie', name_en: 'Asia', regions: '143 030 034 035', west: 47, east: 147, south: -11.5, north: 54 },
    { code: '009', name_fr: 'Océanie', name_en: 'Oceania', regions: '053 054 057 061', west: 110, east: 230, south: -48, north: 20 },
];

// Known places [name, map, longitude, latitude] whose projection the tests of src/web/map.cpp keep.
export const places = [
    ['Paris', 'world', 2.3488, 48.85341], ['Québec', 'world', -71.21454, 46.81228], ['Dakar', 'world', -17.44406, 14.6937], ['Phnom Penh', 'world', 104.91601, 11.56245],
    ['Nouméa', 'world', 166.448, -22.27407], ['Papeete', 'world', -149.566, -17.53733], ['null island', 'world', 0, 0],
    ['Dakar', '011', -17.44406, 14.6937], ['Cotonou', '011', 2.41833, 6.36536], ['Ouagadougou', '011', -1.53388, 12.36566], ['Niamey', '011', 2.1098, 13.51366],
    ['Rabat', '015', -6.83255, 34.01325], ['Kinshasa', '017', 15.31357, -4.32758], ['Port-Louis', '014', 57.49889, -20.16194], ['Kigali', '014', 30.05885, -1.94995],
    ['Maseru', '018', 27.4833, -29.3167], ['Liège', '150', 5.56749, 50.63373], ['Montréal', '021', -73.58781, 45.50884], ['Port-au-Prince', '419', -72.335, 18.54349],
    ['Beyrouth', '145', 35.50157, 33.89332], ['Hué', '142', 107.59546, 16.4619], ['Papeete', '009', -149.566, -17.53733],
];

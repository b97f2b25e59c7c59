/** A fictional authority: 3 areas and 29 learning communities. No name here is a real learning community. */
export const authority = 'Strathclutha Council'

export const areas: Record<string, string[]> = {
  North: ['Craigmor', 'Auchenbrae', 'Balwhinnie', 'Drumfearn', 'Glenorrin', 'Kirkmuir', 'Lochandhu', 'Ravenscraig Park', 'Strathfearn', 'Tullymet'],
  Centre: ['Bellsmyre Cross', 'Calderbank Green', 'Dalreoch', 'Eastermains', 'Fairlieburn', 'Garngrove', 'Hallside', 'Kelvinhaugh Brae', 'Merryfield', 'Whinpark'],
  South: ['Ardencaple', 'Braidmuir', 'Cartlea', 'Darnlee', 'Inverallan', 'Levernbank', 'Newtonhall', 'Polnoon', 'Thornlie']
}

export const agencies = ['Education', 'Social work', 'Health', 'Educational psychology', 'Third sector'] as const

/** First and family names that are combined into fictional people. */
export const firstNames = ['Aileen', 'Bilal', 'Catriona', 'Declan', 'Eilidh', 'Farah', 'Gregor', 'Hania', 'Iain', 'Jo', 'Kirsty', 'Lewis', 'Mairi', 'Nadia', 'Oskar', 'Priya', 'Rhona', 'Stuart', 'Tomasz', 'Una', 'Wen', 'Yusuf']
export const familyNames = ['Baird', 'Campbell', 'Docherty', 'Elder', 'Farooq', 'Gillies', 'Hutchison', 'Iqbal', 'Jamieson', 'Kowalska', 'Lennox', 'MacAskill', 'Nwosu', 'Ogilvie', 'Petrie', 'Quinn', 'Rennie', 'Sinclair', 'Tennant', 'Urquhart', 'Weir', 'Zhang']

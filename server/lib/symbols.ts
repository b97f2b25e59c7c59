/** Simple pictures that stand beside words, never alone: lines in a square of 32, drawn with one pen. A questionnaire names them. */
export const symbols = {
  tick: ['M5 17l8 8L27 8'],
  half: ['M6 16h20', 'M16 4a12 12 0 1 0 0 24a12 12 0 1 0 0-24'],
  cross: ['M7 7l18 18', 'M25 7L7 25'],
  unsure: ['M10.500 11a5.500 5.500 0 1 1 8 5c-2 1-2.500 2-2.500 4.500', 'M16 26v.5'],
  smile: ['M16 3a13 13 0 1 0 0 26a13 13 0 1 0 0-26', 'M11 12v1', 'M21 12v1', 'M9.500 19a7.500 7.500 0 0 0 13 0'],
  flat: ['M16 3a13 13 0 1 0 0 26a13 13 0 1 0 0-26', 'M11 12v1', 'M21 12v1', 'M10 21h12'],
  frown: ['M16 3a13 13 0 1 0 0 26a13 13 0 1 0 0-26', 'M11 12v1', 'M21 12v1', 'M9.500 23a7.500 7.500 0 0 1 13 0'],
  speech: ['M4 6h24v15H15l-6 6v-6H4z'],
  ear: ['M9 13a7 7 0 1 1 14 0c0 4-4 5-4 9a4 4 0 0 1-7.500 1.500', 'M13 13a3 3 0 0 1 6 0c0 2-2 2.500-2 4'],
  people: ['M11 5a4 4 0 1 0 0 8a4 4 0 1 0 0-8', 'M22 7a3.500 3.500 0 1 0 0 7a3.500 3.500 0 1 0 0-7', 'M4 27v-4a7 7 0 0 1 14 0v4', 'M20 19a6 6 0 0 1 8 5.500V27'],
  star: ['M16 4l3.700 7.800 8.300 1.100-6.100 5.900 1.500 8.500L16 23.200 8.600 27.300l1.500-8.500L4 12.900l8.300-1.100z'],
  door: ['M8 28V4h16v24', 'M4 28h24', 'M19 16v1'],
  pencil: ['M6 26l1.500-6L22 5.500l4.500 4.500L12 24.500z', 'M19 8.500l4.500 4.500'],
  clock: ['M16 4a12 12 0 1 0 0 24a12 12 0 1 0 0-24', 'M16 9v7l5 3'],
  steps: ['M4 27h6v-6h6v-6h6V9h6'],
  signpost: ['M16 4v24', 'M6 7h17l4 4-4 4H6z']
} as const

export type SymbolName = keyof typeof symbols
export const symbolNames = Object.keys(symbols) as SymbolName[]

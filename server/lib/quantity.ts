export const quantityWords = ['all', 'almost all', 'most', 'majority', 'less than half', 'few', 'none'] as const
export type QuantityWord = typeof quantityWords[number]

/**
 * Education Scotland's words of quantity, from "Terms we use in the inspection process" (2022). Its gaps and its overlap are closed by
 * comparing the exact fraction: exactly 15 % is less than half, exactly 75 % and 90 % are most.
 * `text` is for a sentence: 'most (24 of 29)', 'most LC-JSTs (24 of 29)'; under ten cases a word would mislead, so it is '3 of 4'.
 * Suppress small numbers before, not after.
 * @throws RangeError unless n is one of 0 to `of`, both whole numbers
 */
export function quantity (n: number, of: number, noun = ''): { word: QuantityWord, text: string } {
  if (!Number.isInteger(n) || !Number.isInteger(of) || n < 0 || n > of) throw new RangeError(`${n} of ${of} is not a quantity`)
  const word = wordFor(n, of)
  const counted = `${n} of ${of}`
  if (of < 10) return { word, text: noun ? `${counted} ${noun}` : counted }
  const phrase = !noun ? word : word === 'majority' ? `the majority of ${noun}` : `${word === 'less than half' || word === 'none' ? `${word} of the` : word} ${noun}`
  return { word, text: `${phrase} (${counted})` }
}

function wordFor (n: number, of: number): QuantityWord {
  if (n === 0) return 'none'
  if (n === of) return 'all'
  const hundredths = n * 100
  if (hundredths > of * 90) return 'almost all'
  if (hundredths >= of * 75) return 'most'
  if (hundredths >= of * 50) return 'majority'
  return hundredths >= of * 15 ? 'less than half' : 'few'
}

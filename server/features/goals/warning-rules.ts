import { levels } from './rules.ts'
import type { LevelName } from './rules.ts'
import type { LevelTexts } from './tables.ts'

export type WarningField = LevelName | 'review_on'
/** Something that may make a goal hard to review. It never stops anybody: it says what could be done. */
export interface Warning { field: WarningField, kind: 'overlap' | 'order' | 'vague' | 'double' | 'no-date', text: string }

/** What could be better about a goal's levels and its date, in the order of the form. */
export function warningsOf (goal: Partial<LevelTexts> & { review_on?: string | null }): Warning[] {
  const written = levels.flatMap(level => goal[level.name]?.trim() ? [{ ...level, text: goal[level.name]!.trim() }] : [])
  return [
    ...written.flatMap((level, at) => [...overlapOf(level, written[at + 1]), ...vagueOf(level), ...doubleOf(level)]),
    ...orderOf(written),
    ...goal.review_on ? [] : [{ field: 'review_on' as const, kind: 'no-date' as const, text: 'There is no date by which the level should be reached. Give one, such as twelve weeks after support begins.' }]
  ]
}

interface Written { name: LevelName, sign: string, text: string }

const numberWords = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
const fixedWords: Record<string, number> = { none: 0, never: 0, zero: 0, once: 1, twice: 2 }
const numberPattern = String.raw`\d+(?:\.\d+)?|${[...numberWords.slice(1), ...Object.keys(fixedWords)].join('|')}`
const numberOf = (word: string): number => fixedWords[word] ?? (numberWords.includes(word) ? numberWords.indexOf(word) : Number(word))
const onceOnly = new RegExp(String.raw`(?<![\w.])(${numberPattern})(?:\s*(?:to|or|-|–|and)\s*(${numberPattern}))?(?!\w)`, 'g')

export interface Range { from: number, to: number, about: string }

/**
 * The one quantity a level speaks of: '3 to 4 mornings', 'at least five', 'twice or more', 'up to 2', 'never'. Null when there is none, or
 * when there are several, so that nothing is compared that was not meant to be. "out of", "of 5" and "a week" say what it is counted in.
 */
export function quantityIn (text: string): Range | null {
  const plain = text.toLowerCase().replace(/\b(?:out )?of (?:the )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b/g, ' ').replace(/\b(?:in|every|each|within|for) (?:a |the )?\d+ (?:weeks?|days?|months?|terms?)\b/g, ' ')
  const found = [...plain.matchAll(onceOnly)]
  if (found.length !== 1) return null
  const [all, first, second] = found[0]!
  const [before, after] = [plain.slice(0, found[0]!.index), plain.slice(found[0]!.index + all.length)]
  const low = numberOf(first!)
  const high = second ? numberOf(second) : low
  const unit = /^\s*(?:or (?:more|fewer|less)\s+)?(?:times|full |whole |half )*\s*([a-z]+)/.exec(after)?.[1]?.replace(/s$/, '') ?? ''
  const about = ['a', 'an', 'per', 'each', 'every', 'in', 'or', 'and'].includes(unit) ? '' : unit
  if (/\b(?:at least|from|no fewer than)\s*$/.test(before) || /^\s*(?:or more|\+|and more|or over)/.test(after)) return { from: low, to: Infinity, about }
  if (/\bmore than\s*$/.test(before)) return { from: low + 0.001, to: Infinity, about }
  if (/\b(?:up to|at most|no more than)\s*$/.test(before) || /^\s*(?:or fewer|or less)/.test(after)) return { from: 0, to: high, about }
  if (/\b(?:fewer than|less than|under)\s*$/.test(before)) return { from: 0, to: high - 0.001, about }
  return { from: Math.min(low, high), to: Math.max(low, high), about }
}

const plainText = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
const comparable = (one: Range | null, other: Range | null): boolean => one !== null && other !== null && (one.about === other.about || one.about === '' || other.about === '' || one.to === 0 || other.to === 0)

/** Two neighbouring levels that both could be true at once. Said at the upper one. */
function overlapOf (level: Written, below: Written | undefined): Warning[] {
  if (!below) return []
  const say = (what: string) => [{ field: level.name, kind: 'overlap' as const, text: `${level.sign} and ${below.sign} ${what} Change one, so that only one of them can be true.` }]
  if (plainText(level.text) === plainText(below.text)) return say('say the same.')
  const [upper, lower] = [quantityIn(level.text), quantityIn(below.text)]
  if (upper && lower && comparable(upper, lower) && upper.from <= lower.to && lower.from <= upper.to) return say('overlap: a child could be at both.')
  return []
}

/** Numbers that go up and down along the scale. */
function orderOf (written: Written[]): Warning[] {
  const counted = written.flatMap(level => { const range = quantityIn(level.text); return range ? [{ level, range }] : [] })
  if (counted.length < 3 || counted.some(({ range }) => !comparable(range, counted[0]!.range))) return []
  const steps = counted.slice(1).map(({ range }, at) => Math.sign(range.from - counted[at]!.range.from) || Math.sign(range.to - counted[at]!.range.to))
  const way = Math.sign(steps.reduce((total, step) => total + step, 0)) || steps.find(step => step !== 0)
  const wrong = steps.findIndex(step => step !== 0 && step !== way)
  return wrong === -1 ? [] : [{ field: counted[wrong + 1]!.level.name, kind: 'order', text: `The numbers go up and down along the scale. Put ${counted[wrong + 1]!.level.sign} in order with the levels beside it.` }]
}

/** Words that two people would read differently, whatever stands beside them. */
const vague = /\b(better|improved?s?|improving|improvement|good|well|happy|happier|confident|confidence|calm|calmer|settled|engaged?|engages|engaging|aware|awareness|understands?|feels?|tries|try|copes?|coping|manages?|appropriate(?:ly)?|positive(?:ly)?|reasonable|reasonably|progress|resilient|resilience|motivated|enjoys?|respectful(?:ly)?)\b/i
/** Words of quantity that need a number beside them. */
const uncounted = /\b(more|less|fewer|often|sometimes|usually|rarely|regular(?:ly)?|occasional(?:ly)?|frequent(?:ly)?|mostly|most|many|some|several|few|longer|mainly|generally|seldom)\b/i
const counted = new RegExp(String.raw`\d|\b(?:${[...numberWords, ...Object.keys(fixedWords)].filter(word => word !== 'no').join('|')}|every|each|all|any|daily|always|half)\b`, 'i')

function vagueOf ({ name, text }: Written): Warning[] {
  const word = vague.exec(text)?.[1] ?? (counted.test(text) ? undefined : uncounted.exec(text)?.[1])
  return word ? [{ field: name, kind: 'vague', text: `“${word}” cannot be seen or counted the same way by two people. Say how many times, how long, or what somebody would see.` }] : []
}

const verbs = `is|are|has|have|goes|go|comes|come|stays|stay|asks|ask|joins|join|uses|use|speaks|speak|talks|talk|eats|eat|sleeps|sleep|attends|attend|arrives|arrive|leaves|leave|plays|play|reads|read|writes|write|starts|start|finishes|finish
|completes|complete|works|work|takes|take|tells|tell|says|say|shows|show|makes|make|gets|get|sits|sit|shares|share|meets|meet|does|do|brings|bring|keeps|keep|follows|follow|walks|walk|hits|hit|shouts|shout|chooses|choose|visits|visit|sees|see|gives|give|spends|spend|washes|wash|brushes|brush|can|will`.replaceAll('\n', '')
const joined = new RegExp(String.raw`(?:,? and|,? while|;|\bas well as\b|\.|,? but|\bplus\b)\s+(?:then |also |he |she |they |the child |not )*(?:${verbs})\b`, 'i')
const between = /\bbetween \S+ and \S+/gi

/** Two changes in one level: at a review one may be reached and the other not. */
function doubleOf ({ name, text }: Written): Warning[] {
  const plain = text.replace(between, ' ').replace(/\.\s*$/, '')
  const [left, right] = plain.split(/,? and |; ?|, but /, 2)
  const twoNumbers = right !== undefined && /\d\s+\p{L}/u.test(left!) && /\d\s+\p{L}/u.test(right)
  return joined.test(plain) || twoNumbers
    ? [{ field: name, kind: 'double', text: 'This level holds two changes, and one may come without the other. Keep the one that matters most, or make a second goal.' }]
    : []
}

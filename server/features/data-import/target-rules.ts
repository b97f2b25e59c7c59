import { countKinds, isRoute, kindNames } from '../monthly-log/rules.ts'
import { aliasesOf, foldWords } from './cell-rules.ts'
import type { CountKind } from '../monthly-log/rules.ts'
import type { Item, ListName } from '../lists/rules.ts'
import type { Column } from './head-rules.ts'

export type RowIs = 'child' | 'meeting'
export type Items = Record<ListName, Item[]>
/** What a column can be: one number or word of a row; `kind` alone: its cells name items of a list; `kind.code`: it counts, or ticks, one item. '' is left out. */
export const singles = {
  team: 'Learning community',
  met_on: 'Day of the meeting',
  new_or_review: 'New or review, for each child',
  new_children: 'Children discussed for the first time',
  reviewed_children: 'Children reviewed',
  child_view_noted: 'Child’s view noted',
  parent_view_noted: 'Parent’s or carer’s view noted',
  families_attended: 'Family came to the meeting'
}
export type Single = keyof typeof singles
export const isSingle = (target: string): target is Single => target in singles

/** The items a kind counts. */
export const itemsOf = (items: Items, kind: CountKind): Item[] => items[countKinds[kind].list].filter(item => kind !== 'route' || isRoute(item.code))

/** All targets, as a list to choose from. */
export function targetChoices (items: Items): { value: string, text: string }[] {
  return [
    { value: '', text: 'Leave out' },
    ...Object.entries(singles).map(([value, text]) => ({ value, text })),
    ...kindNames.map(kind => ({ value: kind, text: `${countKinds[kind].name}: words in the cell` })),
    ...kindNames.flatMap(kind => itemsOf(items, kind).map(item => ({ value: `${kind}.${item.code}`, text: `${countKinds[kind].name}: ${item.name}` })))
  ]
}
export const isTarget = (items: Items, target: string): boolean => targetChoices(items).some(choice => choice.value === target)

/** Columns that forms and registers add themselves, and those that tell who somebody is. */
const never = /^(id|start time|completion time|last modified time|email|name|timestamp)$|\b(forename|surname|first name|pupil name|child s? ?name|initials|dob|date of birth|seemis|scn|chi|postcode|address|comments?|notes?|username)\b/

const kindWords: [CountKind, RegExp][] = [
  ['agency', /\b(agenc(y|ies)|partners?|services? present|attended by|who was present|attendees|professionals)\b/],
  ['reason', /\breasons?\b.*\breferr|\breferral reasons?\b|^reasons?$|\breasons?\b|\bpresenting\b/],
  ['stage', /\bstages?\b|\blevel of intervention\b/],
  ['route', /\broutes?\b|\breferred (by|from|via|through)\b|\breferral source\b|\bsource of referral\b|\bforum\b/],
  ['support', /\bsupports?\b|\boutcomes?\b|\bagreed\b|\bactions? agreed\b/]
]

/** What a column probably is, by its label; '' when nothing fits. */
export function guessTarget ({ label, samples }: Pick<Column, 'label' | 'samples'>, items: Items): string {
  const said = foldWords(label)
  if (said === '' || never.test(said)) return ''
  const view = /\b(view|views|voice)\b/.test(said)
  const whose = /\b(parents?|carers?|family|families)\b/.test(said) ? 'parent' : /\b(child|childs|children|childrens|young|yp|pupils?|learners?)\b/.test(said) ? 'child' : null
  const why = /\b(why|reasons?|not gathered because|if not|if no)\b/.test(said)
  const [group, last] = [foldWords(label.split(' – ').slice(0, -1).join(' ')), foldWords(label.split(' – ').at(-1)!)]
  const kind = view && whose && why ? `${whose}-reason` as CountKind : [group, said].flatMap(words => kindWords.filter(([, pattern]) => pattern.test(words)))[0]?.[0] ?? null
  const counted = countedItem(last, kind && !(view && !why) ? [kind] : kindNames.filter(name => !name.endsWith('-reason')), items)
  if (counted && (group !== '' || samples.every(sample => /^(\d{1,3}|x|yes|no|y|n|✓|✔|true|false)$/i.test(sample)))) return counted
  if (view && whose) return why ? `${whose}-reason` : whose === 'parent' ? 'parent_view_noted' : 'child_view_noted'
  if (/\b(famil(y|ies)|parents?|carers?)\b.*\b(attend|attended|attending|present|came|took part)\b/.test(said)) return 'families_attended'
  if (/\b(new|first)\b.*\breview/.test(said) || /\b(type of (discussion|case)|new case)\b/.test(said)) return 'new_or_review'
  if (/\bfirst time\b|\bnew\b.*\b(referrals?|children|cases?|pupils?)\b|\bnumber of (new )?referrals\b/.test(said)) return 'new_children'
  if (/\breview(s|ed)?\b/.test(said)) return 'reviewed_children'
  if (/\bdate\b|\bday of\b|^meeting$|\bdiscussed on\b/.test(said)) return 'met_on'
  if (/\b(learning community|lc ?jst|lc|community|cluster|team|jst)\b/.test(said)) return 'team'
  return kind ?? ''
}

/** The item that a label names. */
function countedItem (label: string, kinds: CountKind[], items: Items): string | null {
  for (const kind of kinds) {
    const item = itemsOf(items, kind).find(one => aliasesOf(one).includes(label))
    if (item) return `${kind}.${item.code}`
  }
  return null
}

/** Each target once, but those whose cells name items may come in several columns. */
export function guessTargets (columns: Column[], items: Items): string[] {
  const used = new Set<string>()
  return columns.map(column => {
    const target = guessTarget(column, items)
    if (isSingle(target) && used.has(target)) return ''
    used.add(target)
    return target
  })
}

/** A row is a meeting when it counts children, else a child. */
export const guessRowIs = (targets: string[]): RowIs => targets.includes('new_children') || targets.includes('reviewed_children') ? 'meeting' : 'child'

/** What is missing or twice in a choice of columns, in a sentence; null when it will do. */
export function targetProblem (rowIs: RowIs, targets: string[], withTeam: boolean): string | null {
  if (withTeam && !targets.includes('team')) return 'Say which column holds the learning community'
  if (!targets.includes('met_on')) return 'Say which column holds the day of the meeting'
  const twice = targets.find((target, at) => (isSingle(target) || target.includes('.')) && targets.indexOf(target) !== at)
  if (twice) return `Two columns are given as “${isSingle(twice) ? singles[twice] : twice}”. Leave one out`
  if (rowIs === 'meeting' && !targets.includes('new_children')) return 'When a row is a meeting, say which column holds how many children were discussed for the first time'
  if (rowIs === 'child' && (targets.includes('new_children') || targets.includes('reviewed_children'))) return 'When a row is a child, no column holds how many children there were. Choose that a row is a meeting, or leave that column out'
  return null
}

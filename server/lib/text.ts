/** 'Craigmor & District' as 'craigmor-district': what an address may hold. */
export function slugOf (name: string): string {
  return name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'team'
}

/** '1 action', '3 actions', 'no actions'. */
export function count (n: number, one: string, many = `${one}s`): string {
  return n === 0 ? `no ${many}` : `${n} ${n === 1 ? one : many}`
}

/** The points of a text box in which people write one a line; list marks are dropped. */
export function points (text: string | null): string[] {
  return (text ?? '').split('\n').map(line => line.replace(/^\s*(?:[-*•–]|\d+[.)])\s+/, '').trim()).filter(line => line !== '')
}

const list = new Intl.ListFormat('en-GB')
/** 'a, b and c'. */
export const inWords = (items: string[]): string => list.format(items)

const names = new Intl.Collator('en-GB', { sensitivity: 'base', numeric: true })
/** Sort rows by a name as people expect, whatever the database's locale. */
export const byName = <T>(of: (row: T) => string) => (a: T, b: T): number => names.compare(of(a), of(b))

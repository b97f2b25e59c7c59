import { longDate, longMoment, sessionLabel } from '../../lib/dates.ts'
import { checkboxGroup, dateField, errorSummary, linkButton, selectField, submitButton, textArea } from '../../lib/fields.ts'
import { agreementWords, byGap, gapWords, threeLevels } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Scale } from '../frameworks/format.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'
import type { ModerationNote, Named, Reading, Reply, Round } from './queries.ts'
import type { Pairing } from './rules.ts'

type Values = Record<string, unknown>
interface Where { area: Place, session: Session }
export const roundHref = ({ area, session }: Where): string => `/areas/${area.slug}/${session.name}/moderation`
const crumbs = (where: Where) => [{ text: `${where.area.name} ${sessionLabel(where.session.name)}`, href: `/areas/${where.area.slug}/${where.session.name}` }]

/** Before the round: which indicators are read. */
export const openPage = (where: Where, indicators: { code: string, title: string }[], mayLead: boolean, values: Values, errors: FormErrors | null = null) => ({
  title: 'Moderation',
  caption: where.area.name,
  breadcrumbs: crumbs(where),
  errors: errors && errorSummary(errors),
  mayLead,
  href: roundHref(where),
  indicators: checkboxGroup({ name: 'indicators', legend: 'Which indicators are read?', hint: 'One or two are enough for a session.', items: indicators.map(({ code, title }) => ({ value: code, text: `${code} ${title}` })), values, errors }),
  submit: submitButton('Go on to the pairs')
})

interface RoundParts extends Where { round: Round, moderations: Named[], readings: Reading[], replies: Reply[], proposal: Pairing[], teams: { id: string, name: string }[], mayLead: boolean }

/** A round: who reads whom, how far it is, and new pairs. */
export function roundPage ({ area, session, round, moderations, readings, replies, proposal, teams, mayLead }: RoundParts, values: Values = {}, errors: FormErrors | null = null) {
  const href = roundHref({ area, session })
  const nameOf = (id: string) => teams.find(team => team.id === id)?.name ?? ''
  const choices = [{ value: '', text: 'Choose' }, ...teams.map(team => ({ value: team.id, text: team.name }))]
  return {
    title: 'Moderation',
    caption: area.name,
    breadcrumbs: crumbs({ area, session }),
    errors: errors && errorSummary(errors),
    indicators: `Read are ${round.codes.join(', ')}. Opened by ${round.opened_by_name} on ${longDate(round.opened_at)}.`,
    agreement: agreementWords(readings),
    moderations: moderations.map(row => {
      const given = readings.filter(reading => reading.moderation_id === row.id)
      const answered = given.filter(reading => replies.some(reply => reply.reading_id === reading.id)).length
      return {
        text: `${row.reader} reads ${row.read}`,
        href: `/moderation/${row.id}`,
        state: row.closed_at ? `Closed on ${longDate(row.closed_at)}: ${row.closed_because}` : `${given.length} of ${round.codes.length} read, ${answered} answered`,
        takeBack: mayLead && !row.closed_at ? { action: `${href}/${row.id}/taking-back`, field: textArea({ name: 'reason', id: `reason-${row.id}`, label: 'Why?', rows: 2 }), submit: submitButton('Take it back', { warning: true }) } : null
      }
    }),
    sessionLink: linkButton('Run the moderation session', `${href}/session`, { secondary: true }),
    proposal: mayLead && proposal.length > 0
      ? {
          action: `${href}/pairs`,
          field: checkboxGroup({
            name: 'pairs', legend: 'Proposed', hint: 'Every team reads one and is read by one; pairs of earlier sessions come again as late as can be. Untick what does not fit.',
            items: proposal.map(({ reader, read }) => ({ value: `${reader}>${read}`, text: `${nameOf(reader)} reads ${nameOf(read)}` })), values: { pairs: proposal.map(({ reader, read }) => `${reader}>${read}`) }, errors
          }),
          submit: submitButton('Pair them')
        }
      : null,
    pair: mayLead && teams.length > 1
      ? { action: `${href}/pair`, reader: selectField({ name: 'reader', label: 'This team', items: choices, values, errors }), read: selectField({ name: 'read', label: 'reads this team', items: choices, values, errors }), submit: submitButton('Pair these two', { secondary: true }) }
      : null,
    few: teams.length < 2 ? 'Fewer than two teams of this area have begun their self-evaluation, so nobody can be paired yet.' : null
  }
}

interface SessionParts extends Where { round: Round, moderations: Named[], readings: Reading[], replies: Reply[], notes: ModerationNote[], scale: Scale | undefined, titles: Map<string, string>, mayLead: boolean }

/** A moderation session on one page: what to discuss, the widest gap first, with room for what is said. */
export function sessionPage ({ area, session, round, moderations, readings, replies, notes, scale, titles, mayLead }: SessionParts, values: Values = {}, errors: FormErrors | null = null) {
  const href = `${roundHref({ area, session })}/session`
  const said = (moderationId: string | null, code: string | null) => notes.filter(note => note.moderation_id === moderationId && note.indicator_code === code).map(note => `${note.text} (${note.by_name}, ${longMoment(note.at)})`)
  const shown = { held_on: round.held_on ?? '', present: round.present ?? '', ...values }
  return {
    title: 'Moderation session',
    caption: area.name,
    breadcrumbs: [...crumbs({ area, session }), { text: 'Moderation', href: roundHref({ area, session }) }],
    errors: errors && errorSummary(errors),
    agreement: agreementWords(readings),
    none: readings.length === 0 ? 'No reading has been given yet.' : byGap(readings).length === 0 ? 'Every reading agrees with the team’s own level.' : null,
    items: byGap(readings).map(reading => {
      const moderation = moderations.find(row => row.id === reading.moderation_id)!
      const reply = replies.find(one => one.reading_id === reading.id) ?? null
      return {
        heading: `${moderation.read}: ${reading.indicator_code} ${titles.get(reading.indicator_code) ?? ''}`,
        gap: gapWords(reading),
        levels: [[`${moderation.read} itself`, threeLevels(reading, reply, scale).self], [`Read by ${moderation.reader}`, threeLevels(reading, reply, scale).moderated], ['Agreed', threeLevels(reading, reply, scale).agreed]].map(([label, level]) => ({ label, level })),
        reasons: reading.reasons,
        reply: reply ? `${reply.answer === 'agree' ? 'Agrees' : 'Disagrees'}${reply.reason ? `: ${reply.reason}` : ''}` : null,
        notes: said(reading.moderation_id, reading.indicator_code),
        form: mayLead ? { action: href, moderation: reading.moderation_id, code: reading.indicator_code, field: textArea({ name: 'text', id: `note-${reading.id}`, label: 'What was said', rows: 2 }), submit: submitButton('Note it', { secondary: true }) } : null
      }
    }),
    general: said(null, null),
    form: mayLead ? { action: href, field: textArea({ name: 'text', label: 'A note on the session', rows: 3, values, errors }), submit: submitButton('Note it', { secondary: true }) } : null,
    held: mayLead
      ? { action: `${href}/held`, day: dateField({ name: 'held_on', legend: 'Held on', values: shown, errors }), present: textArea({ name: 'present', label: 'Present', hint: 'One a line', rows: 4, values: shown, errors }), submit: submitButton('Save', { secondary: true }) }
      : null,
    minutesHref: `${roundHref({ area, session })}/minutes`
  }
}

import { longDate, longMoment, sessionLabel } from '../../lib/dates.ts'
import { errorSummary, radioGroup, submitButton, textArea } from '../../lib/fields.ts'
import { textLabels, textNames } from '../evaluations/rules.ts'
import { abouts, strands } from '../evidence/rules.ts'
import { gapWords, threeLevels } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Judgement } from '../evaluations/queries.ts'
import type { EvidenceWithLinks } from '../evidence/queries.ts'
import type { Scale } from '../frameworks/format.ts'
import type { Indicator } from '../frameworks/library.ts'
import type { ModerationFound, Named } from './queries.ts'

type Values = Record<string, unknown>

/** A team’s moderations in a session. */
export const teamPage = (team: { slug: string, name: string, session: string }, moderations: Named[], communityId: string) => ({
  title: 'Moderation',
  team: team.name,
  breadcrumbs: [{ text: `${team.name} ${sessionLabel(team.session)}`, href: `/communities/${team.slug}/${team.session}` }, { text: 'Self-evaluation', href: `/communities/${team.slug}/${team.session}/self-evaluation` }],
  none: moderations.length === 0 ? 'Your team has not been paired this session. The area lead pairs teams.' : null,
  moderations: moderations.map(row => ({
    text: row.reader_id === communityId ? `You read ${row.read}` : `${row.reader} reads you`,
    href: `/moderation/${row.id}`,
    state: row.closed_at ? `Closed on ${longDate(row.closed_at)}` : 'Open'
  }))
})

const crumb = (found: ModerationFound) => ({ text: `${found.moderation.reader} reads ${found.moderation.read}`, href: `/moderation/${found.moderation.id}` })

/** One moderation: its indicators, and what is to be done about each. */
export function moderationPage (found: ModerationFound, titles: Map<string, string>) {
  const { moderation, session, codes, readings, replies, sides } = found
  return {
    title: `${moderation.reader} reads ${moderation.read}`,
    caption: `Moderation, session ${sessionLabel(session.name)}`,
    intro: sides.isReader
      ? `Read what ${moderation.read} wrote and give your own level and reasons. You see the level the team gave itself after you have given yours.`
      : `${moderation.reader} reads your self-evaluation and gives its own levels and reasons. You answer each: agree or disagree, with your reasons.`,
    closed: moderation.closed_at ? `Closed on ${longDate(moderation.closed_at)}: ${moderation.closed_because}` : null,
    tasks: {
      idPrefix: 'indicators',
      items: codes.map(code => {
        const reading = readings.find(one => one.indicator_code === code)
        const reply = reading && replies.find(one => one.reading_id === reading.id)
        return {
          title: { text: `${code} ${titles.get(code) ?? ''}` },
          href: `/moderation/${moderation.id}/${code}`,
          status: reply ? { text: 'Read and answered' } : { tag: { text: reading ? 'Read, not answered yet' : 'Not read yet', classes: reading ? 'govuk-tag--light-blue' : 'govuk-tag--blue' } }
        }
      })
    }
  }
}

interface ReadingParts { found: ModerationFound, indicator: Indicator, scale: Scale | undefined, judgement: Judgement | null, evidence: EvidenceWithLinks[], waiting: string | null, mayGive: boolean }
export type FormName = 'reading' | 'reply'

/** One indicator in moderation: the texts and evidence of the team that is read; blind until the reading is given, then all three levels. */
export function readingPage ({ found, indicator, scale, judgement, evidence, waiting, mayGive }: ReadingParts, form: { name: FormName, values: Values, errors: FormErrors | null } | null = null) {
  const { moderation, sides } = found
  const reading = found.readings.find(one => one.indicator_code === indicator.code)
  const reply = reading ? found.replies.find(one => one.reading_id === reading.id) ?? null : null
  const href = `/moderation/${moderation.id}/${indicator.code}`
  const given = (name: FormName) => form?.name === name ? { values: form.values, errors: form.errors } : { values: {}, errors: null }
  const levels = [...(scale?.levels ?? []).map(level => ({ value: String(level.value), text: `${level.value} ${level.label}`, hint: level.definition })), { value: 'not-enough-evidence', text: 'Not enough evidence' }]
  return {
    title: indicator.title,
    code: indicator.code,
    breadcrumbs: [crumb(found)],
    errors: form?.errors ? errorSummary(form.errors) : null,
    read: moderation.read,
    waiting,
    texts: judgement && !waiting ? textNames.map(name => ({ label: textLabels[name], text: judgement[name] ?? 'Nothing written' })) : [],
    evidence: waiting ? [] : evidence.map(item => ({ title: item.title, about: `${strands[item.strand].name}, ${abouts[item.about].name.toLowerCase()}, ${longDate(item.covers_from)} to ${longDate(item.covers_to)}. ${item.source}`, shows: item.shows })),
    noEvidence: !waiting && evidence.length === 0 ? 'No evidence is linked to this indicator.' : null,
    readingForm: !reading && mayGive && sides.mayRead && !moderation.closed_at
      ? {
          action: `${href}/reading`,
          level: radioGroup({ name: 'level', legend: 'Which level would you give?', hint: 'From what is written and shown here. You cannot change it once you have seen theirs.', items: levels, ...given('reading') }),
          reasons: textArea({ name: 'reasons', label: 'Your reasons', hint: 'What in the texts and evidence led you there?', rows: 6, ...given('reading') }),
          submit: submitButton('Give our reading')
        }
      : null,
    reading: reading
      ? {
          gap: gapWords(reading),
          by: `${reading.given_by_name} for ${moderation.reader}, ${longMoment(reading.given_at)}`,
          reasons: reading.reasons,
          levels: [
            { label: `${moderation.read} itself`, level: threeLevels(reading, reply, scale).self },
            { label: `Read by ${moderation.reader}`, level: threeLevels(reading, reply, scale).moderated },
            { label: 'Agreed', level: threeLevels(reading, reply, scale).agreed }
          ]
        }
      : null,
    reply: reply ? { words: reply.answer === 'agree' ? `${moderation.read} agrees.` : `${moderation.read} disagrees.`, reason: reply.reason, evidence: reply.evidence, by: `${reply.by_name}, ${longMoment(reply.at)}` } : null,
    replyForm: reading && !reply && sides.mayReply && !moderation.closed_at
      ? {
          action: `${href}/reply`,
          answer: radioGroup({ name: 'answer', legend: 'Do you agree with this reading?', items: [{ value: 'agree', text: 'Agree' }, { value: 'disagree', text: 'Disagree' }], ...given('reply') }),
          reason: textArea({ name: 'reason', label: 'Why?', hint: 'Needed if you disagree.', rows: 4, ...given('reply') }),
          evidence: textArea({ name: 'evidence', label: 'Evidence (optional)', hint: 'What shows it? Name what is in your register.', rows: 3, ...given('reply') }),
          agreed: radioGroup({ name: 'agreed', legend: 'Which level is agreed?', hint: 'Your own, theirs, or one you settled on together. All three stay on record.', items: levels.map(({ value, text }) => ({ value, text })), ...given('reply') }),
          submit: submitButton('Answer')
        }
      : null,
    note: reading ? null : waiting ? null : mayGive ? (sides.mayRead ? null : 'No reading has been given yet.') : `${moderation.read} has not submitted its self-evaluation yet, so no reading can be given.`
  }
}

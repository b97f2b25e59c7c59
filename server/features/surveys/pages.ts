import { longDate, sessionLabel } from '../../lib/dates.ts'
import { characterCount, dateField, errorSummary, linkButton, radioGroup, submitButton, summaryRow, table, textArea, textField } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { audienceWords, countWords, lastDay, limits, surveyState } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { AnswerLanguage, Questionnaire } from '../frameworks/questionnaire-format.ts'
import type { Survey } from './queries.ts'

type Values = Record<string, unknown>
export interface Team { name: string, slug: string, session: string }
export const homeOf = ({ slug, session }: Team): string => `/communities/${slug}/${session}/views`
export const surveyHref = (team: Team, survey: { id: string }): string => `${homeOf(team)}/surveys/${survey.id}`
const teamCrumb = (team: Team) => ({ text: `${team.name} ${sessionLabel(team.session)}`, href: `/communities/${team.slug}/${team.session}` })
export const viewsCrumbs = (team: Team) => [teamCrumb(team), { text: 'Views', href: homeOf(team) }]
export const surveyCrumbs = (team: Team, survey: { id: string }, questionnaire: Questionnaire) => [...viewsCrumbs(team), { text: questionnaire.short_title, href: surveyHref(team, survey) }]

export function stateWords (survey: Survey, today: string): string {
  const state = surveyState(survey, today)
  if (state === 'not-yet') return `Opens on ${longDate(survey.opens_on)}`
  return state === 'open' ? `Open until ${longDate(survey.closes_on)}` : `Closed after ${longDate(lastDay(survey))}`
}

interface HomeParts { team: Team, surveys: { survey: Survey, questionnaire: Questionnaire, answers: number }[], entries: number, threshold: number, today: string, mayLead: boolean, mayWrite: boolean }

/** Views of a team: its questionnaires, its voice log, and where what was heard leads. */
export const viewsPage = ({ team, surveys, entries, threshold, today, mayLead, mayWrite }: HomeParts) => ({
  title: 'Views',
  caption: `${team.name}, session ${sessionLabel(team.session)}`,
  breadcrumbs: [teamCrumb(team)],
  surveys: surveys.map(({ survey, questionnaire, answers }) => ({
    text: audienceWords[questionnaire.audience].name,
    href: surveyHref(team, survey),
    about: [stateWords(survey, today), surveyState(survey, today) === 'not-yet' ? null : countWords(answers, threshold), survey.used_at].filter(Boolean).join('. ')
  })),
  open: mayLead ? linkButton('Ask people for their views', `${homeOf(team)}/surveys/new`) : null,
  voice: { href: `${homeOf(team)}/voice-log`, text: entries === 0 ? 'Nothing has been recorded yet.' : `${count(entries, 'entry', 'entries')}.`, add: mayWrite ? linkButton('Record what somebody told you', `${homeOf(team)}/voice-log/new`, { secondary: true }) : null },
  youSaid: `/communities/${team.slug}/${team.session}/you-said`
})

interface FormParts { team: Team, questionnaires: Questionnaire[], languages: AnswerLanguage[], today: string }

/** Open a survey: whom to ask, from when to when, and where it is used. */
export const openPage = ({ team, questionnaires, languages, today }: FormParts, values: Values = {}, errors: FormErrors | null = null) => ({
  title: 'Ask people for their views',
  caption: team.name,
  breadcrumbs: viewsCrumbs(team),
  errors: errors && errorSummary(errors),
  action: `${homeOf(team)}/surveys`,
  revision: null,
  choose: radioGroup({
    name: 'questionnaire',
    legend: 'Whom do you ask?',
    legendClasses: 'govuk-fieldset__legend--m',
    items: questionnaires.map(one => ({ value: `${one.id}@${one.version}`, text: audienceWords[one.audience].name, hint: `${one.about} ${count(one.questions.length, 'question')}, in ${languagesOf(one, languages)}.` })),
    values,
    errors
  }),
  questionnaires: questionnaires.map(one => ({ text: `Read the questions for ${audienceWords[one.audience].name.toLowerCase()}`, href: `/frameworks/${one.id}/${one.version}` })),
  notes: languages.flatMap(language => language.note ?? []),
  ...dateFields({ opens_on: today, answer_cap: limits.cap, ...values }, errors),
  submit: submitButton('Open it')
})

const languagesOf = ({ texts }: Questionnaire, languages: AnswerLanguage[]): string =>
  [...new Set(texts.map(text => `${languages.find(one => one.language === text.language)?.english_name ?? text.language}${text.style === 'easy-read' ? ' (easy read)' : ''}`))].join(', ')

const dateFields = (values: Values, errors: FormErrors | null) => ({
  opens: dateField({ name: 'opens_on', legend: 'Opens on', hint: 'For example, 10 3 2027', values, errors }),
  closes: dateField({ name: 'closes_on', legend: 'Closes after', hint: 'The last day on which people can answer. Two to four weeks are usual.', values, errors }),
  usedAt: characterCount({ name: 'used_at', label: 'Where it is used (optional)', hint: 'Schools, nurseries, groups. No people.', rows: 2, maxlength: 300, values, errors }),
  contact: textField({ name: 'contact', label: 'Where else can people say what they think? (optional)', hint: 'Shown when it is closed. For example, the box at the school office. No names of people.', values, errors }),
  cap: textField({ name: 'answer_cap', label: 'Most answers it takes', hint: `So that nobody fills the box by machine. At most ${limits.mostCap.toLocaleString('en-GB')}.`, inputmode: 'numeric', classes: 'govuk-input--width-5', values, errors })
})

/** Change an open survey. */
export const editPage = (team: Team, survey: Survey, questionnaire: Questionnaire, values: Values = {}, errors: FormErrors | null = null) => ({
  title: `Change: ${audienceWords[questionnaire.audience].name}`,
  caption: team.name,
  breadcrumbs: surveyCrumbs(team, survey, questionnaire),
  errors: errors && errorSummary(errors),
  action: surveyHref(team, survey),
  revision: String(values.revision ?? survey.revision),
  choose: null,
  questionnaires: [],
  notes: [],
  ...dateFields({ ...survey, used_at: survey.used_at ?? '', contact: survey.contact ?? '', ...values }, errors),
  submit: submitButton('Save')
})

interface SurveyParts { team: Team, survey: Survey, questionnaire: Questionnaire, languages: AnswerLanguage[], answers: number, links: { made: number, used: number }, threshold: number, today: string, origin: string, qr: { size: number, path: string }, mayLead: boolean, waiting: number, released: number, heard: { id: string, number: number, what: string }[], actions: { id: string, number: number, what: string }[], mayErase: boolean }

/** One survey: how it stands, its link and code, and what can be done now. */
export function surveyPage ({ team, survey, questionnaire, languages, answers, links, threshold, today, origin, qr, mayLead, waiting, released, heard, actions, mayErase }: SurveyParts, values: Values = {}, errors: FormErrors | null = null) {
  const href = surveyHref(team, survey)
  const state = surveyState(survey, today)
  const settled = (survey.read_on ?? survey.release_id) !== null
  const address = `${origin}/s/${survey.link}`
  return {
    title: audienceWords[questionnaire.audience].name,
    caption: `${team.name}: ${questionnaire.title}`,
    breadcrumbs: viewsCrumbs(team),
    errors: errors && errorSummary(errors),
    facts: {
      rows: [
        summaryRow('How it stands', stateWords(survey, today)),
        summaryRow('Answers', `${countWords(answers, threshold)}. It takes ${survey.answer_cap} at most.`),
        summaryRow('Where it is used', survey.used_at ?? 'Not said'),
        summaryRow('Where else people are heard', survey.contact ?? 'Not said'),
        summaryRow('Questions', { text: `${questionnaire.title}, version ${questionnaire.version}`, href: `/frameworks/${questionnaire.id}/${questionnaire.version}` }),
        ...(links.made > 0 ? [summaryRow('Links for one answer each', `${links.made} made, ${countUsed(links.used, threshold)}`)] : [])
      ]
    },
    notes: mayLead && state !== 'closed' ? languages.filter(language => language.note && questionnaire.texts.some(text => text.language === language.language)).map(language => language.note!) : [],
    share: mayLead && state !== 'closed' && !settled
      ? { address, qr, poster: `${href}/poster.pdf`, links: { action: `${href}/links`, field: textField({ name: 'how_many', label: 'Links that work once each', hint: 'To hand out or send when the same people should not answer twice. Each is shown once; nobody can see which was used for what.', inputmode: 'numeric', classes: 'govuk-input--width-3', values, errors }), button: submitButton('Make the links', { secondary: true }) } }
      : null,
    edit: mayLead && !settled ? linkButton('Change dates and places', `${href}/edit`, { secondary: true }) : null,
    close: mayLead && state === 'open' ? { action: `${href}/closing`, button: submitButton('Close it today', { warning: true }) } : null,
    read: mayLead && state === 'closed' ? readingOf(href, survey, { answers, threshold, waiting }) : null,
    importHref: mayLead && !settled && state !== 'not-yet' ? `${href}/import` : null,
    erase: mayErase ? `/records/responses/${survey.id}/erasure` : null,
    results: state === 'closed' ? { href: `${href}/results`, text: released === 0 ? 'Results' : `Results, with ${count(released, 'text')} that people wrote` } : null,
    heard: heard.map(one => ({ text: `Action ${one.number}: ${one.what}`, href: `/communities/${team.slug}/${team.session}/plan/actions/${one.number}`, removal: mayLead ? `${href}/heard/${one.id}/removal` : null })),
    link: mayLead && actions.length > 0 ? linkField(`${href}/heard`, actions, values, errors) : null
  }
}

const countUsed = (used: number, threshold: number): string => used === 0 ? 'none used' : used < threshold ? `fewer than ${threshold} used` : `${used} used`

function readingOf (href: string, survey: Survey, { answers, threshold, waiting }: { answers: number, threshold: number, waiting: number }) {
  if (survey.read_on) return { text: waiting > 0 ? `${count(waiting, 'text')} to read.` : 'All texts have been read.', link: waiting > 0 ? linkButton('Read what people wrote', `${href}/texts`) : null, form: null }
  if (answers < threshold) return { text: `Fewer than ${threshold} people have answered. So that nobody can be recognised, nothing is shown. You can change the date and keep it open longer.`, link: null, form: null }
  return { text: 'Nobody on the team sees what people wrote before you have read it. Once you begin, it takes no more answers.', link: null, form: { action: `${href}/reading`, button: submitButton('Read what people wrote') } }
}

/** Which action what was heard led to. */
export const linkField = (action: string, actions: { id: string, number: number, what: string }[], values: Values, errors: FormErrors | null) => ({
  action,
  field: radioGroup({ name: 'action_id', legend: 'Which action did it lead to?', items: actions.map(one => ({ value: one.id, text: `${one.number}. ${one.what}` })), values, errors }),
  button: submitButton('Link it to the action', { secondary: true })
})

/** The links that work once each, shown this one time. */
export const linksPage = (team: Team, survey: Survey, questionnaire: Questionnaire, addresses: string[]) => ({
  title: `${count(addresses.length, 'link')} for one answer each`,
  caption: `${team.name}: ${audienceWords[questionnaire.audience].name}`,
  breadcrumbs: surveyCrumbs(team, survey, questionnaire),
  table: table({ caption: 'Links', hideCaption: true, rowHeader: false, head: ['Number', 'Link'], rows: addresses.map((address, at) => [String(at + 1), address]) })
})

/** What the authority says around every questionnaire. */
export const settingPage = (values: Values, errors: FormErrors | null = null) => ({
  title: 'Around the questionnaires',
  breadcrumbs: null,
  errors: errors && errorSummary(errors),
  revision: String(values.revision ?? 0),
  helpYoung: textArea({ name: 'help_young', label: 'Where children and young people get help', hint: 'A line each, a name and a number, on every page they see. Check each number before you save it.', rows: 4, values, errors }),
  helpAdults: textArea({ name: 'help_adults', label: 'Where adults get help', hint: 'Shown to parents and carers, referrers and partners.', rows: 4, values, errors }),
  videos: Object.entries(audienceWords).map(([audience, { name }]) => textField({ name: `bsl_${audience}`, label: `${name}: link to the questions in British Sign Language (optional)`, type: 'url', spellcheck: false, values, errors })),
  submit: submitButton('Save')
})

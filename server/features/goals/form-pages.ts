import { characterCount, dateField, errorSummary, radioGroup, selectField, submitButton, textArea, textField } from '../../lib/fields.ts'
import { longDate } from '../../lib/dates.ts'
import { caseCodeHint } from './case-code-rules.ts'
import { crumbsOf, goalsCrumb, homeOf } from './pages.ts'
import { baselineRules, closingNames, closings, levels, raterNames, raters, reviewAfterDays, scoresFor, scoreWords } from './rules.ts'
import { warningsOf } from './warning-rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { ListItem } from '../lists/queries.ts'
import type { BankItem } from './bank.ts'
import type { Lists, Team } from './pages.ts'
import type { Goal, Review } from './queries.ts'
import type { GoalSettings } from './rules.ts'

type Values = Record<string, unknown>
interface FormParts { team: Team, goal: Goal | null, lists: Lists, bank: BankItem[], settings: GoalSettings, look: boolean }

/** Choices of a list: retired ones only where they were chosen. */
const itemsOf = (items: ListItem[], chosen: unknown, first = 'Choose') => [{ value: '', text: first }, ...items.filter(item => !item.retired || item.code === chosen).map(item => ({ value: item.code, text: item.name }))]

/** A goal on one page. `look`: with what could be better beside each field. */
export function goalFormPage ({ team, goal, lists, bank, settings, look }: FormParts, values: Values, errors: FormErrors | null = null, message: string | null = null) {
  const warnings = look ? warningsOf(values) : []
  const warningsFor = (field: string) => warnings.filter(warning => warning.field === field).map(({ text }) => text)
  const select = (name: string, label: string, items: ListItem[], hint?: string) => selectField({ name, label, labelClasses: 'govuk-label--s', hint, items: itemsOf(items, values[name]), values, errors })
  return {
    title: goal ? 'Change the goal' : 'Add a goal',
    sensitive: true,
    team: team.name,
    breadcrumbs: crumbsOf(team, goalsCrumb(team), ...goal ? [{ text: `Goal of ${goal.case_code}`, href: `${homeOf(team)}/${goal.id}` }] : []),
    errors: errors && errorSummary(errors),
    message,
    action: goal ? `${homeOf(team)}/${goal.id}` : homeOf(team),
    revision: goal ? String(values.revision ?? goal.revision) : null,
    wordsField: textArea({ name: 'childs_words', label: 'What does the child say?', labelClasses: 'govuk-label--m', hint: 'In their own words, as they said, signed, drew or showed it. No names.', rows: 3, values, errors }),
    noWordsField: selectField({ name: 'no_words', label: 'If the child’s words are missing, why?', items: itemsOf(lists['not-gathered'], values.no_words, 'The words are above'), values, errors }),
    codeField: textField({ name: 'case_code', label: 'Case code', labelClasses: 'govuk-label--s', hint: caseCodeHint, classes: 'govuk-input--width-10', spellcheck: false, autocomplete: 'off', values, errors }),
    wellbeingField: select('wellbeing', 'Wellbeing indicator', lists.wellbeing),
    needField: select('need', 'Need', lists.needs),
    supportField: select('support', 'Support', lists.supports, 'The one that is to bring the child to this goal. Other supports: another goal.'),
    forumField: radioGroup({ name: 'forum', legend: 'Where is the child discussed?', hint: 'The same scale is used everywhere.', classes: 'govuk-radios--small', items: itemsOf(lists['forum-types'], values.forum).slice(1), values, errors }),
    bankField: selectField({ name: 'bank', label: 'Start from the bank of goals (optional)', hint: 'Its five levels are put into empty boxes, for you to edit. Nothing you have written is replaced.', items: bankItems(bank, lists), values: {} }),
    insert: submitButton('Put it in', { secondary: true, name: 'intent', value: 'insert' }),
    check: submitButton('Look over the wording', { secondary: true, name: 'intent', value: 'check' }),
    levels: levels.map(({ name, sign, words }) => ({
      field: characterCount({ name, label: `${sign} ${words}`, labelClasses: 'govuk-label--s', hint: hints[name], rows: 2, maxlength: 300, values, errors, attributes: warningsFor(name).length > 0 ? { 'aria-details': `${name}-look` } : undefined }),
      id: `${name}-look`,
      warnings: warningsFor(name)
    })),
    baselineField: settings.baseline === 'worst' || goal?.baseline === -2
      ? radioGroup({
        name: 'baseline', legend: 'Where does the child start?', hint: `The rule of your authority: ${baselineRules[settings.baseline].toLowerCase()}.`, classes: 'govuk-radios--small', values, errors,
        items: [{ value: '-1', text: '−1, less than expected: the usual start' }, { value: '-2', text: '−2: it cannot be worse' }]
      })
      : null,
    becauseField: settings.baseline === 'worst' || goal?.baseline === -2 ? textField({ name: 'baseline_because', label: 'For −2: why can it not be worse than it is now?', values, errors }) : null,
    agreedField: dateField({ name: 'agreed_on', legend: 'When were the levels agreed with the child or the family?', values, errors }),
    supportFromField: dateField({ name: 'support_from', legend: 'When does support begin?', hint: 'On the day the levels are agreed, or later', values, errors }),
    lateField: values.agreed_late || errors?.byField.agreed_late ? textField({ name: 'agreed_late', label: 'Why were the levels agreed after support had begun?', hint: 'Shown with the goal. A level written when the outcome is known says little.', values, errors }) : null,
    reviewField: dateField({ name: 'review_on', legend: 'When will it be reviewed?', hint: `Usually ${reviewAfterDays / 7} weeks after support begins`, values, errors }),
    dateWarnings: warningsFor('review_on'),
    submit: submitButton(goal ? 'Save' : 'Save the goal'),
    cancel: goal ? `${homeOf(team)}/${goal.id}` : homeOf(team)
  }
}

const hints: Record<string, string | undefined> = { expected: 'Write this one first: what can be expected by the review, if the support works', less: 'The usual start: how it is now', much_more: undefined, more: undefined, much_less: undefined }

const bankItems = (bank: BankItem[], lists: Lists) => [
  { value: '', text: 'Choose' },
  ...lists.wellbeing.flatMap(indicator => bank.filter(item => item.wellbeing === indicator.code && !item.retired).map(item => ({ value: item.code, text: `${indicator.name}: ${item.title}` })))
]

/** What the bank puts into a form: only what is empty is filled. */
export function inserted (values: Values, item: BankItem): Values {
  const filled = { ...values }
  for (const { name } of levels) if (!filled[name]) filled[name] = item[name]
  if (!filled.wellbeing) filled.wellbeing = item.wellbeing
  return filled
}

/** The values of a stored goal, as its form holds them. */
export const storedValues = (goal: Goal): Values => ({ ...goal, baseline: String(goal.baseline) })

/** Say which level has been reached; `before`: the review to be corrected. */
export function reviewFormPage (team: Team, goal: Goal, before: Review | null, settings: GoalSettings, values: Values, errors: FormErrors | null = null) {
  const here = `${homeOf(team)}/${goal.id}`
  return {
    title: before ? 'Correct the review' : 'Add a review',
    sensitive: true,
    team: `${team.name}, goal of ${goal.case_code}`,
    breadcrumbs: crumbsOf(team, goalsCrumb(team), { text: `Goal of ${goal.case_code}`, href: here }),
    errors: errors && errorSummary(errors),
    words: goal.childs_words,
    about: before ? `The review of ${longDate(before.reviewed_on)}: ${scoreWords[`${before.score}`]}. It stays readable below the new one.` : null,
    action: before ? `${here}/reviews/${before.id}/correction` : `${here}/reviews`,
    scoreField: radioGroup({
      name: 'score', legend: 'Which level has the child reached?', values, errors,
      items: scoresFor(goal).map(score => {
        const level = levels.find(level => level.score === score)
        return level ? { value: String(score), text: `${level.sign} ${goal[level.name]}`, hint: `${level.words}${goal.baseline === score ? '. Where the child started' : ''}` } : { value: String(score), text: '−0.5 Partly achieved', hint: 'Better than at the start, but not yet as expected' }
      })
    }),
    dayField: dateField({ name: 'reviewed_on', legend: 'Day of the review', values, errors }),
    ratedField: radioGroup({ name: 'rated_by', legend: 'Who rated it?', hint: `Your authority asks for: ${raters[settings.rater].toLowerCase()}.`, classes: 'govuk-radios--small', items: raterNames.map(value => ({ value, text: raters[value] })), values, errors }),
    childField: textArea({ name: 'childs_words', label: 'What does the child say now? (optional)', labelClasses: 'govuk-label--s', hint: 'In their own words. No names.', rows: 3, values, errors }),
    noteField: textArea({ name: 'note', label: 'What helped, what got in the way? (optional)', labelClasses: 'govuk-label--s', rows: 3, values, errors }),
    nextField: before ? null : dateField({ name: 'next_on', legend: 'Next review (optional)', values, errors }),
    correctionField: before ? textField({ name: 'correction', label: 'What was wrong?', labelClasses: 'govuk-label--s', values, errors }) : null,
    submit: submitButton(before ? 'Save the correction' : 'Save the review'),
    cancel: here
  }
}

/** Close a goal, with the reason. */
export const closePage = (team: Team, goal: Goal, values: Values = {}, errors: FormErrors | null = null) => ({
  title: 'Close the goal',
  sensitive: true,
  team: `${team.name}, goal of ${goal.case_code}`,
  breadcrumbs: crumbsOf(team, goalsCrumb(team), { text: `Goal of ${goal.case_code}`, href: `${homeOf(team)}/${goal.id}` }),
  errors: errors && errorSummary(errors),
  action: `${homeOf(team)}/${goal.id}/closing`,
  reasonField: radioGroup({ name: 'reason', legend: 'Why is it closed?', items: closingNames.map(value => ({ value, text: closings[value] })), values, errors }),
  noteField: textArea({ name: 'note', label: 'Anything to add? (optional)', rows: 3, values, errors }),
  submit: submitButton('Close the goal'),
  cancel: `${homeOf(team)}/${goal.id}`
})

/** The goals an authority offers to start from. */
export const bankPage = (bank: BankItem[], lists: Lists) => ({
  title: 'Bank of goals',
  breadcrumbs: [{ text: 'Rules for goals', href: '/goal-settings' }],
  add: { text: 'Add a goal to the bank', href: '/goal-bank/new' },
  indicators: lists.wellbeing.map(indicator => ({ name: indicator.name, items: bank.filter(item => item.wellbeing === indicator.code).map(item => ({ text: item.title, href: `/goal-bank/${item.code}`, about: `${item.retired ? 'Not offered. ' : ''}${{ product: 'Comes with the product', reworded: 'Worded by the authority', authority: 'The authority’s own' }[item.from]}` })) }))
})

/** One goal of the bank. */
export function bankItemPage (item: BankItem | null, lists: Lists, values: Values, errors: FormErrors | null = null) {
  const warnings = warningsOf({ ...values, review_on: 'later' })
  return {
    title: item ? item.title : 'Add a goal to the bank',
    breadcrumbs: [{ text: 'Rules for goals', href: '/goal-settings' }, { text: 'Bank of goals', href: '/goal-bank' }],
    errors: errors && errorSummary(errors),
    action: item ? `/goal-bank/${item.code}` : '/goal-bank',
    revision: item ? String(values.revision ?? item.revision) : null,
    titleField: textField({ name: 'title', label: 'Short name', labelClasses: 'govuk-label--s', values, errors }),
    wellbeingField: selectField({ name: 'wellbeing', label: 'Wellbeing indicator', labelClasses: 'govuk-label--s', items: itemsOf(lists.wellbeing, values.wellbeing), values, errors }),
    levels: levels.map(({ name, sign, words }) => ({ field: textArea({ name, label: `${sign} ${words}`, labelClasses: 'govuk-label--s', rows: 2, values, errors }), id: `${name}-look`, warnings: warnings.filter(warning => warning.field === name).map(({ text }) => text) })),
    submit: submitButton('Save'),
    offer: item ? { action: `/goal-bank/${item.code}/${item.retired ? 'offering' : 'retirement'}`, button: submitButton(item.retired ? 'Offer it again' : 'Offer it no longer', { secondary: true }) } : null
  }
}

import { errorSummary, hiddenFields, linkButton, submitButton, textArea, textField } from '../../lib/fields.ts'
import { noQuestions } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Visit, VisitQuestion, VisitTheme } from './queries.ts'

type Values = Record<string, unknown>
type Theme = VisitTheme & { questions: VisitQuestion[] }
const hrefOf = (visit: { id: string }): string => `/visits/${visit.id}`
const crumbs = (visit: Pick<Visit, 'id' | 'title'>, themes = true) => [
  { text: 'Visits', href: '/visits' }, { text: visit.title, href: hrefOf(visit) }, ...themes ? [{ text: 'Themes', href: `${hrefOf(visit)}/themes` }] : []
]

/** The review themes with their focus questions. */
export const themesPage = (visit: Visit, themes: Theme[], mayLead: boolean) => ({
  title: 'Review themes and focus questions',
  caption: visit.title,
  question: visit.overarching_question,
  breadcrumbs: crumbs(visit, false),
  themes: themes.map((theme, index) => {
    const href = `${hrefOf(visit)}/themes/${theme.id}`
    return {
      code: theme.code,
      title: theme.title,
      focus: theme.focus,
      questions: theme.questions.map(question => ({ code: question.code, text: question.text })),
      problem: noQuestions(theme),
      edit: mayLead ? href : null,
      up: mayLead && index > 0 ? `${href}/position` : null,
      down: mayLead && index < themes.length - 1 ? `${href}/position` : null
    }
  }),
  empty: mayLead ? 'There are no themes yet. Three or four are enough for three days.' : 'There are no themes yet. The lead of the visit adds them.',
  add: mayLead ? linkButton('Add a theme', `${hrefOf(visit)}/themes/new`, { secondary: themes.length > 0 }) : null
})

/** A new theme, or one with its questions. */
export function themePage (visit: Visit, theme: Theme | null, values: Values | null = null, errors: FormErrors | null = null) {
  const href = theme ? `${hrefOf(visit)}/themes/${theme.id}` : `${hrefOf(visit)}/themes`
  const shown = values ?? (theme ? { ...theme, questions: '' } : {})
  return {
    title: theme ? `Theme ${theme.code}` : 'Add a theme',
    breadcrumbs: crumbs(visit),
    errors: errors && errorSummary(errors),
    action: href,
    hidden: hiddenFields({ revision: theme ? Number(values?.revision ?? theme.revision) : null }),
    titleField: textField({ name: 'title', label: 'Theme', hint: 'A question shows best what is looked at: “How well do we listen to children?”', values: shown, errors }),
    focus: textField({ name: 'focus', label: 'What it is about, in short (optional)', values: shown, errors }),
    questions: theme ? null : questionsField(shown, errors, 'Focus questions (optional)'),
    submit: submitButton(theme ? 'Save the theme' : 'Add the theme'),
    cancel: `${hrefOf(visit)}/themes`,
    theme: theme && {
      problem: noQuestions(theme),
      questions: theme.questions.map((question, index) => ({
        code: question.code,
        text: question.text,
        edit: `${hrefOf(visit)}/questions/${question.id}`,
        up: index > 0,
        down: index < theme.questions.length - 1
      })),
      add: { action: `${href}/questions`, field: questionsField(shown, errors, 'Add focus questions'), button: submitButton('Add them', { secondary: true }) },
      removal: { action: `${href}/removal`, button: submitButton('Remove this theme and its questions', { warning: true }) }
    }
  }
}

const questionsField = (values: Values, errors: FormErrors | null, label: string) =>
  textArea({ name: 'questions', label, hint: 'One on each line. They are what the focus groups are asked.', rows: 5, values, errors })

/** One focus question. */
export const questionPage = (visit: Visit, theme: VisitTheme, question: VisitQuestion, values: Values | null = null, errors: FormErrors | null = null) => ({
  title: `Focus question ${question.code}`,
  breadcrumbs: crumbs(visit),
  theme: `${theme.code} ${theme.title}`,
  errors: errors && errorSummary(errors),
  action: `${hrefOf(visit)}/questions/${question.id}`,
  hidden: hiddenFields({ revision: Number(values?.revision ?? question.revision) }),
  text: textArea({ name: 'text', label: 'Question', rows: 3, values: values ?? { ...question }, errors }),
  submit: submitButton('Save'),
  cancel: `${hrefOf(visit)}/themes/${theme.id}`
})

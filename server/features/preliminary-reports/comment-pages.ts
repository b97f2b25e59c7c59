import { longDate, longMoment } from '../../lib/dates.ts'
import { characterCount, errorSummary, submitButton } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { byPart, isOpen, partNames } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { VisitTheme } from '../visits/queries.ts'
import type { Comment, Round, Version } from './queries.ts'
import type { Frozen } from './rules.ts'

/** Who looks: `base` is where statements are opened, `answers` where the lead answers. */
export interface Looking { base: string, mayComment: boolean, answers: string | null }
interface Asked { round: Round, version: Version }

const commentView = (comment: Comment, { answers }: Pick<Looking, 'answers'>) => ({
  text: comment.text,
  by: `${comment.by_name}, ${comment.organisation}, ${longMoment(comment.at)}`,
  answer: comment.answer,
  answeredBy: comment.settled_at ? `${comment.settled_by_name}, ${longMoment(comment.settled_at)}` : null,
  answerHref: answers ? { href: `${answers}/${comment.id}`, text: comment.settled_at ? 'Change the answer' : 'Answer it' } : null
})

/** Every statement of the version that people are asked about, with how many comments it has. */
export function commentsPage (themes: VisitTheme[], asked: Asked | null, comments: Comment[], looking: Looking, today: string) {
  const open = isOpen(asked?.round ?? null, today)
  return {
    title: 'Comments on the preliminary report',
    state: !asked ? 'Nobody has been asked for comments yet.' : open ? `Version ${asked.version.number}. Comments are welcome until ${longDate(asked.round.closes_on)}.` : `Version ${asked.version.number}. The time for comments is over.`,
    note: asked?.round.note ?? null,
    themes: themes.flatMap(theme => {
      const rows = (asked?.version.statements ?? []).filter(row => row.theme === theme.id).map((row, position) => ({ ...row, position }))
      return rows.length === 0
        ? []
        : [{
            heading: `${theme.code} ${theme.title}`,
            parts: byPart(rows).filter(({ rows }) => rows.length > 0).map(({ part, rows }) => ({
              heading: partNames[part],
              statements: rows.map(row => {
                const mine = comments.filter(comment => comment.statement_id === row.id)
                const waiting = mine.filter(comment => comment.settled_at === null).length
                return {
                  text: row.text, source: row.source, href: `${looking.base}/${row.id}`,
                  link: mine.length > 0 ? `${count(mine.length, 'comment')}${waiting > 0 ? `, ${waiting} open` : ', all settled'}` : open && looking.mayComment ? 'Comment' : null, short: row.text.slice(0, 60)
                }
              })
            }))
          }]
    })
  }
}

/** One statement with what was said about it, and a box to say something while comments are open. */
export const commentPage = (asked: Asked, statement: Frozen, comments: Comment[], looking: Looking, today: string, values: Record<string, unknown> = {}, errors: FormErrors | null = null) => ({
  title: 'Comment on a statement',
  errors: errors && errorSummary(errors),
  caption: partNames[statement.part],
  text: statement.text,
  source: statement.source,
  comments: comments.map(comment => commentView(comment, looking)),
  form: looking.mayComment && (isOpen(asked.round, today) || errors)
    ? { action: `${looking.base}/${statement.id}`, text: characterCount({ name: 'text', label: 'Your comment', hint: 'Everybody who takes part in the visit can read it, with your name.', rows: 4, maxlength: 2000, values, errors }), button: submitButton('Send the comment') }
    : null,
  back: { text: 'All statements', href: looking.base }
})

/** What came of a comment, as the lead says it. */
export const answerPage = (statement: Frozen | null, comment: Comment, href: { action: string, back: string }, values: Record<string, unknown> | null = null, errors: FormErrors | null = null) => ({
  title: 'Answer a comment',
  errors: errors && errorSummary(errors),
  statement: statement?.text ?? null,
  comment: commentView(comment, { answers: null }),
  action: href.action,
  answer: characterCount({ name: 'answer', label: 'What came of it', hint: 'For example: taken into the next version; or why the statement stays. With that the comment is settled.', rows: 4, maxlength: 2000, values: values ?? { answer: comment.answer ?? '' }, errors }),
  button: submitButton('Settle the comment'),
  back: { text: 'Back to the comments', href: href.back }
})

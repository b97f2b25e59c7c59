import { longDate, longMoment, sessionLabel } from '../../lib/dates.ts'
import { errorSummary, selectField, submitButton, textArea } from '../../lib/fields.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Assignment, Comment } from './queries.ts'

export type FormName = 'assign' | 'hand-back' | 'comment' | 'answer'
interface Parts {
  team: { slug: string, name: string, session: string }, code: string, title: string, assignments: Assignment[], comments: Comment[], members: { id: string, name: string }[]
  rights: { mayLead: boolean, mayComment: boolean, isMine: boolean, isOpen: boolean }
}

/** Who looks after an indicator, and what is said about it. */
export function discussionPage ({ team, code, title, assignments, comments, members, rights }: Parts, form: { name: FormName, of?: string, values: Record<string, unknown>, errors: FormErrors | null } | null = null) {
  const home = `/communities/${team.slug}/${team.session}/self-evaluation`
  const href = `${home}/indicators/${code}`
  const given = (name: FormName, of?: string) => form?.name === name && form.of === of ? { values: form.values, errors: form.errors } : { values: {}, errors: null }
  const now = assignments.find(row => !row.ended_at)
  return {
    title: 'Discussion',
    code,
    about: title,
    breadcrumbs: [{ text: `${team.name} ${sessionLabel(team.session)}`, href: `/communities/${team.slug}/${team.session}` }, { text: 'Self-evaluation', href: home }, { text: `${code} ${title}`, href }],
    errors: form?.errors ? errorSummary(form.errors) : null,
    looksAfter: now ? `${now.person_name} looks after this indicator. Asked by ${now.assigned_by_name} on ${longDate(now.assigned_at)}.` : 'Nobody looks after this indicator.',
    earlier: assignments.filter(row => row.ended_at).map(row => `${row.person_name}, ${longDate(row.assigned_at)} to ${longDate(row.ended_at!)}${row.note ? `: ${row.note}` : ''}`),
    assign: rights.mayLead && rights.isOpen
      ? { action: `${href}/assignment`, field: selectField({ name: 'person', label: now ? 'Ask somebody else' : 'Ask a member to look after it', items: [{ value: '', text: 'Choose' }, ...members.map(member => ({ value: member.id, text: member.name }))], ...given('assign') }), submit: submitButton('Ask', { secondary: true }) }
      : null,
    handBack: now && (rights.isMine || rights.mayLead)
      ? { action: `${href}/hand-back`, field: textArea({ name: 'note', label: 'Hand it back with a note', hint: 'How far you have come, and what is still open', rows: 3, ...given('hand-back') }), submit: submitButton('Hand it back', { secondary: true }) }
      : null,
    threads: comments.filter(comment => comment.answers_id === null).map(comment => ({
      id: `comment-${comment.id}`,
      text: comment.text,
      by: `${comment.by_name}, ${longMoment(comment.at)}`,
      settled: comment.resolved_at ? `Settled by ${comment.resolved_by_name} on ${longMoment(comment.resolved_at)}` : null,
      answers: comments.filter(answer => answer.answers_id === comment.id).map(answer => ({ text: answer.text, by: `${answer.by_name}, ${longMoment(answer.at)}` })),
      answer: rights.mayComment ? { action: `${href}/comments/${comment.id}/answers`, field: textArea({ name: 'answer', id: form?.of === comment.id ? 'answer' : `answer-${comment.id}`, label: 'Answer', rows: 2, ...given('answer', comment.id) }), submit: submitButton('Answer', { secondary: true }) } : null,
      settle: rights.mayComment ? { action: `${href}/comments/${comment.id}/resolution`, value: comment.resolved_at ? 'no' : 'yes', text: comment.resolved_at ? 'Open it again' : 'Mark as settled' } : null
    })),
    comment: rights.mayComment ? { action: `${href}/comments`, field: textArea({ name: 'text', label: 'Your comment', rows: 3, ...given('comment') }), submit: submitButton('Comment') } : null
  }
}

import { longDate, sessionLabel } from '../../lib/dates.ts'
import { linkButton, pagination, table } from '../../lib/fields.ts'
import { quantity } from '../../lib/quantity.ts'
import { count } from '../../lib/text.ts'
import { evaluationStage, isAgreed } from '../evaluations/rules.ts'
import { evaluationWords, gapWords, lateWords, moderationWords, planWords } from './rules.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'
import type { listPublished, readBoard } from './queries.ts'

type Board = Awaited<ReturnType<typeof readBoard>>
interface BoardParts { area: Place, session: Session, sessions: Session[], board: Board, asked: number, today: string, mayModerate: boolean }

/** Every team of an area by name: its stage and what its evidence lacks, in words. Nobody is ranked. */
export function boardPage ({ area, session, sessions, board, asked, today, mayModerate }: BoardParts) {
  const { stages, evidence, chairs, moderations } = board
  const agreed = stages.filter(team => isAgreed(evaluationStage(team.lastStep ? [{ kind: team.lastStep }] : []))).length
  return {
    title: `${area.name}: how the teams stand`,
    caption: `Session ${sessionLabel(session.name)}`,
    summary: stages.length === 0 ? 'This area has no teams yet.' : `Agreed and signed off: ${quantity(agreed, stages.length, 'teams').text}.`,
    dates: [['Submit by', session.submit_by], ['Moderate by', session.moderate_by], ['Agree by', session.agree_by]].flatMap(([what, day]) => day ? [`${what} ${longDate(day)}`] : []),
    table: table({
      caption: 'Teams, by name',
      head: ['Team', 'Self-evaluation', 'Evidence', 'Moderation', 'Action plan', 'Chair'],
      rows: stages.map(team => {
        const mine = <T extends object>(rows: (T & { community_id?: string, place_id?: string, read_id?: string })[]) => rows.filter(row => [row.community_id, row.place_id, row.read_id].includes(team.community.id))
        const late = lateWords(team.lastStep, session, today)
        return [
          { text: team.community.name, href: `/communities/${team.community.slug}/${session.name}` },
          [evaluationWords(team, asked), ...late ? [late] : []].join('. '),
          gapWords(mine(evidence)),
          moderationWords(mine(moderations)),
          planWords(team),
          mine(chairs).map(chair => chair.name).join(', ') || 'No chair'
        ]
      })
    }),
    moderation: linkButton(mayModerate ? 'Moderation: pairs and readings' : 'See the moderation', `/areas/${area.slug}/${session.name}/moderation`, { secondary: true }),
    others: sessions.filter(other => other.id !== session.id).map(other => ({ text: `Session ${sessionLabel(other.name)}`, href: `/areas/${area.slug}/${other.name}` }))
  }
}

/** What teams have published, the newest first. */
export function publishedPage (rows: Awaited<ReturnType<typeof listPublished>>, perPage: number, page: number) {
  return {
    title: 'Published self-evaluations',
    reports: rows.slice(0, perPage).map(row => ({ text: `${row.team}, session ${sessionLabel(row.session)}`, href: `/published/${row.id}`, about: `Published by ${row.by_name} on ${longDate(row.at)}` })),
    summary: rows.length === 0 ? 'Nothing has been published yet.' : `${count(Math.min(rows.length, perPage), 'report')} on this page.`,
    pages: pagination(page, rows.length > perPage ? page + 1 : page, n => `/published?page=${n}`)
  }
}

import { longDate, longMoment, sessionLabel } from '../../lib/dates.ts'
import { linkButton, selectField, submitButton } from '../../lib/fields.ts'
import { quantity } from '../../lib/quantity.ts'
import { count } from '../../lib/text.ts'
import { evaluationWords, planWords } from '../cycle/rules.ts'
import { actionItem, waitingItems } from '../my-work/item-rules.ts'
import { monthWords } from '../monthly-log/picture-rules.ts'
import { dueThisMonth } from './rules.ts'
import type { DueGroup } from '../reminders/rules.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'
import type { TeamStage } from '../cycle/queries.ts'

interface HomeParts { name: string, session: Session | null, asked: number, own: TeamStage[], others: TeamStage[], actions: Parameters<typeof actionItem>[0][], waiting: Parameters<typeof waitingItems>[0], led: { name: string, slug: string }[], indicators: { code: string, title: string, team: string, slug: string, session: string }[], drafts: { id: string, title: string, saved_at: string, device: string | null }[], reminders: DueGroup[], invited: number | null, logs: { name: string, slug: string, month: string, session: string }[], today: string, links: { text: string, href: string }[] }

/** My work: what is due, my actions, my teams; and for those who look after many teams, how they stand. */
export function homePage ({ name, session, asked, own, others, actions, waiting, led, indicators, drafts, reminders, invited, logs, today, links }: HomeParts) {
  const hrefOf = (team: TeamStage) => `/communities/${team.community.slug}/${session?.name ?? ''}`
  const all = [...own, ...others]
  const noun = 'teams'
  return {
    title: `Welcome, ${name.split(' ')[0]}`,
    session: session ? `Session ${sessionLabel(session.name)}` : 'No session is open yet. The City Steering Group or an administrator opens it.',
    due: [
      ...logs.map(log => ({ text: `No log for ${monthWords(log.month).split(' ')[0]} yet${logs.length > 1 ? `: ${log.name}` : ''}`, href: `/communities/${log.slug}/${log.session}/log` })),
      ...own[0] && session ? dueThisMonth(today).map(item => ({ text: item.text, href: `${hrefOf(own[0]!)}/${item.page}` })) : []
    ].slice(0, 3),
    drafts: drafts.map(draft => ({ text: draft.title, href: `/drafts/${draft.id}`, about: `${longMoment(draft.saved_at)}${draft.device ? `, ${draft.device}` : ''}` })),
    indicators: indicators.map(row => ({ text: `${row.code} ${row.title}`, about: `${row.team}, session ${sessionLabel(row.session)}`, href: `/communities/${row.slug}/${row.session}/self-evaluation/indicators/${row.code}` })),
    reminders: reminders.map(group => ({ sentence: `${group.sentence}:`, actions: group.actions })),
    hasActions: own.length > 0 || actions.length > 0,
    waiting: waitingItems(waiting, today),
    led: led.map(place => ({ text: `What is open: ${place.name}`, href: `/work/${place.slug}` })),
    actions: actions.slice(0, 20).map(action => actionItem(action, today, { from: '/', mayUpdate: true, withOwner: false })),
    teams: own.map(team => ({ name: team.community.name, href: hrefOf(team), evaluation: evaluationWords(team, asked), plan: planWords(team) })),
    overview: others.length > 0
      ? {
          lines: [
            `Self-evaluation signed off: ${quantity(all.filter(team => team.lastStep === 'signed-off' || team.lastStep === 'published').length, all.length, noun).text}.`,
            `Plan signed: ${quantity(all.filter(team => team.planStep === 'signed').length, all.length, noun).text}.`
          ],
          board: linkButton('Open the board of all teams', '/city')
        }
      : null,
    invited: invited === null ? null : invited === 0 ? 'Everybody who was invited has signed in.' : `${count(invited, 'person', 'people')} invited and not signed in yet.`,
    links
  }
}

/** The teams a person may read, by area. */
export const communitiesPage = (communities: Place[], areas: Map<string, string>) => ({
  title: 'Teams',
  areas: [...new Set(communities.map(place => place.area_id ?? ''))].map(id => ({
    name: areas.get(id) ?? 'Teams',
    teams: communities.filter(place => place.area_id === id && !place.closed_on).map(place => ({ name: place.name, href: `/communities/${place.slug}` })),
    closed: communities.filter(place => place.area_id === id && place.closed_on).map(place => ({ name: place.name, href: `/communities/${place.slug}` }))
  })).sort((a, b) => a.name < b.name ? -1 : 1)
})

interface TeamParts { community: Place, formerNames: { name: string, until_on: string }[], session: Session, sessions: Session[], evaluation: string, evidence: string, ready: number, plan: string, goals: { href: string, status: string }, log: string, views: string, members: number, visits: { id: string, title: string, starts_on: string }[], today: string }

/** A team in a session: where everything stands, and the way to each part. */
export function teamPage ({ community, formerNames, session, sessions, evaluation, evidence, ready, plan, goals, log, views, members, visits, today }: TeamParts) {
  const href = `/communities/${community.slug}/${session.name}`
  const months = ['August: members, unfinished actions', 'September to February: evidence, plan checks', 'March to May: self-evaluation', 'June: plan agreed and signed']
  const month = Number(today.slice(5, 7))
  const now = month === 8 ? 0 : month >= 9 || month <= 2 ? 1 : month <= 5 ? 2 : 3
  return {
    title: community.name,
    session: `Session ${sessionLabel(session.name)}`,
    closed: community.closed_on ? 'This learning community is closed. Its work can be read but no longer changed.' : null,
    former: formerNames.length > 0 ? `Formerly ${formerNames.map(former => former.name).join(', ')}` : null,
    year: months.map((text, index) => ({ text, isNow: today >= session.starts_on && today <= session.ends_on && index === now })),
    tasks: {
      idPrefix: 'team',
      items: [
        { title: { text: 'Self-evaluation' }, href: `${href}/self-evaluation`, hint: { text: 'How are we doing, and how do we know?' }, status: { text: evaluation } },
        { title: { text: 'Evidence' }, href: `${href}/evidence`, hint: { text: 'Data, views and observation' }, status: { text: evidence } },
        { title: { text: 'Evidence that is ready' }, href: `${href}/ready-evidence`, hint: { text: 'From the monthly log, goals and views, to add with one click' }, status: { text: ready === 0 ? 'Nothing waiting' : `${ready} waiting` } },
        { title: { text: 'Action plan' }, href: `${href}/plan`, hint: { text: 'What are we going to do now?' }, status: { text: plan } },
        { title: { text: 'Monthly log' }, href: `${href}/log`, hint: { text: 'What each meeting did, in numbers' }, status: { text: log } },
        { title: { text: 'Views' }, href: `${href}/views`, hint: { text: 'What do children, families and partners say?' }, status: { text: views } },
        { title: { text: 'Goals' }, href: goals.href, hint: { text: 'What changes for single children, for the team’s keepers' }, status: { text: goals.status } },
        { title: { text: 'Members' }, href: `${href}/members`, hint: { text: 'Who is in the team' }, status: { text: count(members, 'person', 'people') } }
      ]
    },
    visits: visits.map(visit => ({ text: visit.title, href: `/visits/${visit.id}`, from: longDate(visit.starts_on) })),
    workbookHref: `${href}/workbook.xlsx`,
    calendarHref: `/calendar?team=${community.slug}`,
    switcher: sessions.length > 1
      ? { action: `/communities/${community.slug}`, field: selectField({ name: 'session', label: 'Another session', items: sessions.map(other => ({ value: other.name, text: sessionLabel(other.name) })), values: { session: session.name } }), button: submitButton('Show', { secondary: true }) }
      : null
  }
}

import type { ReportDocument } from '../../server/exports/document.ts'

/** A report of about twelve pages: an overview and forty actions, with names in several scripts. */
export function sampleReport (actions = 40): ReportDocument {
  const numbers = Array.from({ length: actions }, (_none, index) => index + 1)
  return {
    kind: 'Action plan',
    title: 'Craigmor LC-JST action plan, session 2026–27',
    team: 'Craigmor',
    session: '2026–27',
    version: 'Version of 23 November 2026',
    date: '2026-11-23T10:00:00.000Z',
    draft: 'Draft, not signed',
    marking: 'OFFICIAL',
    author: 'Strathclutha Council',
    language: 'en-GB',
    summary: [`${actions} actions, 3 of them on track.`, 'Owners: Łukasz Żółć, Mòrag NicDhòmhnaill, محمد الأحمد, 王小明.'],
    sections: [
      {
        id: 'overview',
        heading: 'Overview',
        blocks: [
          { kind: 'paragraph', text: 'What the team will do this session, and what will be different for children because of it.' },
          { kind: 'table', caption: 'All actions', columns: ['Number', 'What', 'Owner', 'Due', 'Status'], rowHeader: true, rows: numbers.map(n => [String(n), `Make sure information reaches parents in every establishment, part ${n}, and that they were asked`, 'Mairi Sinclair', '10 June 2027', 'On track']) }
        ]
      },
      {
        id: 'actions',
        heading: 'Actions in full',
        blocks: [],
        sections: numbers.map(n => ({
          id: `action-${n}`,
          heading: `Action ${n}: Make sure information reaches parents`,
          blocks: [
            { kind: 'facts', caption: `Action ${n}`, rows: [['Why', 'Parents’ views were missing from one referral in five.'], ['What will be different for children', 'Children see that the people who know them best are heard.'], ['Measure', `Referrals in which the parent’s view is noted (${n})`]].map(([label, text]) => ({ label: label!, text: text! })) },
            { kind: 'list', items: ['Agree who does what', 'Look at the first results together'] }
          ]
        }))
      },
      { id: 'evidence', heading: 'Evidence', blocks: [{ kind: 'note', text: 'None yet.' }] }
    ]
  }
}

const shown = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23'
})

/** What a clock in London shows at an instant: '2027-03-28 02:30'. */
const clockAt = (instant: Date): string => shown.format(instant).replace(', ', ' ')

/**
 * The instants at which clocks in London show this day and time, the first one first: as a rule one. None in the hour that is skipped when
 * summer time begins; two in the hour that comes twice when it ends.
 */
export function londonInstants (day: string, time: string): string[] {
  const asUtc = Date.parse(`${day}T${time}:00.000Z`)
  return [60, 0].map(offset => new Date(asUtc - offset * 60_000)).filter(instant => clockAt(instant) === `${day} ${time}`).map(instant => instant.toISOString())
}

/** '9:30' and '9.30' as '09:30'. */
export const clockText = (typed: string): string => typed.replace('.', ':').padStart(5, '0')

import { Type } from 'typebox'

export const FeedParams = Type.Object({ feed: Type.String({ format: 'uuid', maxLength: 36 }) })
/** As long as the router lets it be: whatever is not a known secret is answered in the same plain way. */
export const TokenParams = Type.Object({ token: Type.String({ maxLength: 200 }) })
export const CalendarQuery = Type.Object({ team: Type.Optional(Type.String({ maxLength: 80 })) })

const choose = { required: 'Choose what the calendar shows', pattern: 'Choose what the calendar shows', maxLength: 'Choose what the calendar shows' }
/** 'mine', or 'team/' and the slug of a team. */
export const AddressForm = Type.Object({ shows: Type.String({ maxLength: 90, pattern: '^(mine|team/.+)$', messages: choose }) }, { additionalProperties: false })

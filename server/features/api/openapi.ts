/** What the description of the programming interface says before its lists. */
export const openapi = {
  openapi: '3.1.0',
  info: {
    title: 'LC-JST Toolkit: read-only interface for reporting',
    version: '1',
    description: [
      'Lists of what teams have agreed and what they do about it, for the council’s reporting tools. Nothing can be changed here.',
      'A token is made by an administrator at /api-tokens for a place, and reaches that place and what is below it. With it leave no comments, no texts of judgements and nothing of first thoughts; who owns an action is told by role and agency only, and names of people known to the toolkit are taken out of its texts.',
      'Lists come in pages in an order that does not change: follow `next` until it is null. No row comes twice, and none that was there at the start is missed, also while others are being added.',
      'Errors are problems of RFC 9457.'
    ].join('\n\n')
  },
  components: { securitySchemes: { token: { type: 'http' as const, scheme: 'bearer', description: 'Authorization: Bearer lcjst_…' } } }
}

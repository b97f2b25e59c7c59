/** What the description of the programming interface says before its lists. */
export const openapi = {
  openapi: '3.1.0',
  info: {
    title: 'LC-JST Toolkit: read-only interface for reporting',
    version: '1',
    description: [
      'Lists of what teams have agreed and what they do about it, for the council’s reporting tools. Nothing can be changed here.',
      'A token is made by an administrator at /api-tokens for a place, and reaches that place and what is below it. It leaves no names of people, no free comments and nothing of first thoughts.',
      'Lists come in pages in an order that does not change: follow `next` until it is null. No row comes twice and none is missed, also while others are being added.',
      'Errors are problems of RFC 9457.'
    ].join('\n\n')
  },
  components: { securitySchemes: { token: { type: 'http' as const, scheme: 'bearer', description: 'Authorization: Bearer lcjst_…' } } }
}

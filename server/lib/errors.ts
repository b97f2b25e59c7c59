/** The rules said no. The message is written for the person using the page. */
export class Refusal extends Error {
  readonly statusCode = 409
}

/** Not there, or not yours: the two look the same. */
export class NotFound extends Error {
  readonly statusCode = 404
  constructor () { super('Page not found') }
}

/** Yours to see, but not for your role to change. */
export class Forbidden extends Error {
  readonly statusCode = 403
  constructor (message = 'Your role does not allow this. Ask the chair of the team or your administrator.') { super(message) }
}

/** A program came without a token that works. */
export class NoToken extends Error {
  readonly statusCode = 401
  constructor () { super('Send a token that works: Authorization: Bearer lcjst_… An administrator makes one at /api-tokens.') }
}

/** A form whose values need the database to be judged: shown again with the message beside the field. */
export class FieldRefusal extends Refusal {
  readonly field: string
  constructor (field: string, message: string) { super(message); this.field = field }
}

/** One field of a form that two people changed at once. `choose`: a choice, not a text, so it cannot be combined; how the two read. `several`: a list of ids, apart by spaces. */
export interface ClashField { name: string, label: string, mine: string, theirs: string, choose?: { mine: string, theirs: string }, several?: true }

/** Somebody saved the same thing first. Holds both texts, so that nothing typed is lost. */
export class Clash extends Error {
  readonly statusCode = 409
  readonly fields: ClashField[]
  readonly revision: number
  readonly savedBy: string
  readonly savedAt: string
  constructor (parts: { fields: ClashField[], revision: number, savedBy: string, savedAt: string }) {
    super('Somebody else saved this while you were writing.')
    this.fields = parts.fields
    this.revision = parts.revision
    this.savedBy = parts.savedBy
    this.savedAt = parts.savedAt
  }
}

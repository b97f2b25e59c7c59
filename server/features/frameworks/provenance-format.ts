import { Type } from 'typebox'

export const text = (description: string) => Type.String({ minLength: 1, maxLength: 5000, description })
export const id = (description: string) => Type.String({ pattern: '^[a-z0-9-]+$', maxLength: 60, description })
export const version = (description: string) => Type.String({ pattern: '^[1-9][0-9]*$', maxLength: 6, description })

/** Where it comes from and what may be done with it. First in every file. */
export const provenance = {
  id: id('The folder: hgios4'),
  version: version('The file name: "1". A file in use is never edited; a correction is a new version'),
  title: text('As published'),
  short_title: text('As people say it'),
  publisher: text('Who published it'),
  year: Type.Integer({ minimum: 1900, maximum: 2200, description: 'When' }),
  isbn: Type.Optional(text('If it has one')),
  source: text('Address of the official page, or where the text was taken from'),
  licence: text('Under which the text is used here'),
  attribution: text('The line the licence asks for; printed on every page and export that quotes it'),
  status: text('Whether it is current')
}

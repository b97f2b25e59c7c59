import type { FastifyRequest } from 'fastify'
import { isDay } from '../lib/dates.ts'
import { FieldRefusal } from '../lib/errors.ts'
import type { FormErrors } from '../lib/form-errors.ts'

/** Turn schema validation errors into the messages written beside each field in forms.ts. Null when the body is good. */
export function formErrors (request: FastifyRequest): FormErrors | null {
  const failure = request.validationError as (Error & { validation: AjvError[], validationContext: string }) | undefined
  if (!failure) return null
  if (failure.validationContext !== 'body') throw failure
  const byField: Record<string, string> = {}
  for (const error of failure.validation) {
    const missing = error.keyword === 'required'
    const field = missing ? error.params.missingProperty : error.instancePath.slice(1).split('/')[0]
    if (!field) continue
    const schema = missing ? error.parentSchema.properties[field] : error.parentSchema
    byField[field] ??= schema?.messages?.[error.keyword] ?? 'Check this answer'
  }
  return fieldErrors(byField)
}

/** Messages by field, with the list that the error summary links from. */
export function fieldErrors (byField: Record<string, string>): FormErrors {
  return { byField, list: Object.entries(byField).map(([field, text]) => ({ href: `#${field}`, text })) }
}

/**
 * Do the work of a form unless its values are wrong.
 * @returns the messages to show beside the fields, or null when it is done
 */
export async function submit (request: FastifyRequest, work: () => Promise<unknown>): Promise<FormErrors | null> {
  const errors = formErrors(request)
  if (errors) return errors
  try {
    await work()
    return null
  } catch (error) {
    if (error instanceof FieldRefusal) return fieldErrors({ [error.field]: error.message })
    throw error
  }
}

interface AjvError { instancePath: string, keyword: string, params: any, parentSchema: any }

/**
 * What a browser posts, as a form schema expects it: text trimmed and in one form, blanks gone, three date boxes made one ISO day,
 * and the choices of a clash page made into text. Passwords stay as typed.
 */
export function tidyBody (body: Record<string, unknown>) {
  for (const [name, value] of Object.entries(body)) {
    if (Array.isArray(value)) body[name] = value.filter(item => item !== '').map(tidyText)
    else if (typeof value === 'string' && !name.startsWith('password')) setOrDrop(body, name, tidyText(value))
    else if (value === '') delete body[name]
  }
  settleClash(body)
  joinDates(body)
}

const setOrDrop = (body: Record<string, unknown>, name: string, value: unknown) => {
  if (value === '' || value === undefined) delete body[name]
  else body[name] = value
}

/** Trim; one kind of line end; no control characters or half characters, which the databases would treat differently. */
export const tidyText = (text: unknown): unknown => typeof text !== 'string'
  ? text
  // eslint-disable-next-line no-control-regex
  : text.toWellFormed().replace(/\r\n?|\v|\f|\u2028|\u2029/g, '\n').replace(/[\u0000-\u0008\u000e-\u001f\u007f]/g, '').normalize('NFC').trim()

/** `due-day`, `due-month`, `due-year` become `due`: an ISO day, or what was typed, for the schema to refuse and the form to show again. */
function joinDates (body: Record<string, unknown>) {
  const names = new Set(Object.keys(body).filter(name => /-(day|month|year)$/.test(name)).map(name => name.replace(/-(day|month|year)$/, '')))
  for (const name of names) {
    const [year, month, day] = ['year', 'month', 'day'].map(part => String(body[`${name}-${part}`] ?? ''))
    for (const part of ['year', 'month', 'day']) delete body[`${name}-${part}`]
    const iso = `${year!.padStart(4, '20')}-${monthNumber(month!).padStart(2, '0')}-${day!.padStart(2, '0')}`
    body[name] = isDay(iso) ? iso : `${year}-${month}-${day}`
  }
}

/** '6', '06', 'June' and 'jun' all mean June. */
function monthNumber (text: string): string {
  const at = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].indexOf(text.slice(0, 3).toLowerCase())
  return at === -1 ? text : String(at + 1)
}

/** The clash page posts `choice.<field>` with the texts it chose from; the form then sees one text a field. */
function settleClash (body: Record<string, unknown>) {
  for (const key of Object.keys(body).filter(key => key.startsWith('choice.'))) {
    const name = key.slice('choice.'.length)
    const chosen = body[key] === 'theirs' ? 'theirs' : body[key] === 'combine' ? 'combined' : 'mine'
    setOrDrop(body, name, body[`${chosen}.${name}`])
    for (const part of ['choice', 'mine', 'theirs', 'combined']) delete body[`${part}.${name}`]
  }
}

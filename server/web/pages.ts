import { globSync } from 'node:fs'
import path from 'node:path'
import view from '@fastify/view'
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import Handlebars from 'handlebars'
import { assetHref } from './assets.ts'
import { registerHelpers } from './components.ts'

declare module 'fastify' {
  interface FastifyReply {
    /** Show templates/<name>.hbs in a layout: 'page', 'bare' (sign-in, first run) or 'print'. */
    page (name: string, model: object, options?: { layout?: string }): FastifyReply
    locals?: object
  }
}

const root = path.join(import.meta.dirname, '../../templates')

/** Handlebars in strict mode: a key that a template misspells fails a test instead of printing a blank. */
export default fp<{ locals: (request: FastifyRequest) => object }>(async (app, { locals }) => {
  const handlebars = Handlebars.create()
  registerHelpers(handlebars)
  handlebars.registerHelper('asset', assetHref)
  await app.register(view, {
    engine: { handlebars },
    root,
    production: true,
    maxCache: 1000,
    options: { partials: partials(), compileOptions: { strict: true } }
  })
  app.decorateReply('page', function (name: string, model: object, { layout = 'page' } = {}) {
    this.locals = locals(this.request)
    return this.view(`${name}.hbs`, model, { layout: `layouts/${layout}.hbs` })
  })
}, { name: 'pages' })

function partials () {
  const files = globSync('partials/**/*.hbs', { cwd: root })
  return Object.fromEntries(files.map(file => [file.slice('partials/'.length, -'.hbs'.length), file]))
}

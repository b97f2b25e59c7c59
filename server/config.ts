import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Static } from 'typebox'

/** Every setting: its type, its default and what it is for. README and .env.example list the same names (a test compares them). */
export const Settings = Type.Object({
  HOST: Type.String({ default: '127.0.0.1', description: 'Address to listen on.' }),
  PORT: Type.Integer({ default: 3000, minimum: 0, maximum: 65535, description: 'Port to listen on; 0 takes a free one.' }),
  ORIGIN: Type.String({ default: '', pattern: '^(https?://[^/ ]+)?$', description: 'Public address, such as https://toolkit.example.gov.uk. Links in mail use it. Default: http://HOST:PORT.' }),
  DATA_DIR: Type.String({ default: './data', minLength: 1, description: 'Folder for the database, backups and unpacked browser.' }),
  DATABASE_URL: Type.String({ default: '', description: 'postgres://… or a path to an SQLite file. Default: toolkit.sqlite in DATA_DIR.' }),
  BROWSER_PATH: Type.String({ default: '', description: 'Chrome or Chromium for PDF. Default: found by itself.' }),
  FRAMEWORKS_DIR: Type.String({ default: '', description: 'Folder of framework files. Default: frameworks in this repository.' }),
  SMTP_URL: Type.String({ default: '', pattern: '^(smtps?://.+)?$', description: 'Mail relay, such as smtp://mail.example.gov.uk:25. Default: none; links are shown on screen.' }),
  MAIL_FROM: Type.String({ default: '', description: 'Sender of mails. Needed with SMTP_URL.' }),
  SESSION_SECRET: Type.String({ default: '', description: 'At least 32 characters. Default: made once and kept in DATA_DIR.' }),
  TRUST_PROXY: Type.String({ default: '', description: 'Address of the reverse proxy whose X-Forwarded headers are believed. Default: none.' }),
  CLAMD: Type.String({ default: '', pattern: '^(/.+|[^/ ]+:\\d+)?$', description: 'Virus scanner clamd: host:port or the path of its socket. Default: none; files are kept without a scan.' }),
  LINKS_MAY_BE_PRIVATE: Type.Union([Type.Literal('yes'), Type.Literal('no')], { default: 'no', description: 'Whether check-links may ask addresses inside your own network: yes or no.' }),
  LOG_LEVEL: Type.Union(['fatal', 'error', 'warn', 'info', 'debug', 'silent'].map(level => Type.Literal(level)), { default: 'warn', description: 'fatal, error, warn, info, debug or silent.' })
}, { additionalProperties: false })

export type Config = Readonly<Static<typeof Settings>>

/** A setting that cannot be used. The message names it and says what to do. */
export class ConfigError extends Error {}

/**
 * Settings from the environment, completed and frozen. A value may also come from a file named by NAME_FILE.
 * @throws ConfigError naming the first bad setting
 */
export function loadConfig (env: Record<string, string | undefined>): Config {
  const given: Record<string, unknown> = {}
  for (const name of Object.keys(Settings.properties)) {
    const text = env[name] ?? fromFile(name, env[`${name}_FILE`])
    if (text !== undefined && text !== '') given[name] = name === 'PORT' ? Number(text) : text
  }
  const config = Value.Default(Settings, given)
  if (!Value.Check(Settings, config)) {
    const [problem] = Value.Errors(Settings, config)
    const name = problem?.instancePath.slice(1) || 'a setting'
    const meaning = (Settings.properties as Record<string, { description?: string }>)[name]?.description
    throw new ConfigError(`${name}: ${problem?.message ?? 'is not valid'}. ${meaning ?? ''}`.trim())
  }
  if (config.SMTP_URL && !config.MAIL_FROM) throw new ConfigError('MAIL_FROM: is needed with SMTP_URL. Sender of mails.')
  if (config.SESSION_SECRET && config.SESSION_SECRET.length < 32) throw new ConfigError('SESSION_SECRET: must have at least 32 characters.')
  const dataFolder = path.resolve(config.DATA_DIR)
  return Object.freeze({
    ...config,
    DATA_DIR: dataFolder,
    DATABASE_URL: config.DATABASE_URL || path.join(dataFolder, 'toolkit.sqlite'),
    FRAMEWORKS_DIR: config.FRAMEWORKS_DIR || path.join(import.meta.dirname, '../frameworks')
  })
}

/** Make the data folder, readable by its owner only. */
export function prepareDataFolder (config: Config) {
  try {
    mkdirSync(config.DATA_DIR, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new ConfigError(`DATA_DIR: ${config.DATA_DIR} cannot be made (${(error as Error).message}). Choose a folder this user may write to.`)
  }
}

function fromFile (name: string, file: string | undefined) {
  if (!file) return undefined
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    throw new ConfigError(`${name}_FILE: ${file} cannot be read.`)
  }
}

import { config } from './config'
import { redactDeep } from './redact'

type Fields = Record<string, string | number | boolean | null | undefined>

const LEVELS = ['debug', 'info', 'warn', 'error'] as const

function line(level: (typeof LEVELS)[number], message: string, fields: Fields): void {
  if (LEVELS.indexOf(level) < LEVELS.indexOf(config().log)) return
  process.stderr.write(`${JSON.stringify(redactDeep({ at: new Date().toISOString(), level, message, ...fields }))}\n`)
}

/** One JSON line per thing that happened: a static message that can be grouped, values in fields, what looks like a secret taken out. */
export const log = {
  debug: (message: string, fields: Fields = {}) => line('debug', message, fields),
  info: (message: string, fields: Fields = {}) => line('info', message, fields),
  warn: (message: string, fields: Fields = {}) => line('warn', message, fields),
  error: (message: string, error: unknown, fields: Fields = {}) =>
    line('error', message, { ...fields, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
}

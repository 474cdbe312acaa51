import { knownSecrets } from './known-secrets'

const HIDDEN = '[redacted]'

// Shapes of credentials, most of which name themselves. A digest or an id of ours has none of these shapes. Every pattern here takes time in proportion to the
// text: others send it, and one that looks through the rest of a text at every word holds the process up for seconds.
const SHAPES: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, // AWS access keys
  /\bgh[pousr]_[A-Za-z0-9]{20,}\b/g, // GitHub
  /\bgithub_pat_[A-Za-z0-9_]{20,}\b/g,
  /\bxox[abeprs]-[A-Za-z0-9-]{10,}/g, // Slack
  /\bsk-[A-Za-z0-9_-]{16,}/g, // model vendors
  /\bcsn_[a-z]{2}_[A-Za-z0-9_-]{20,}\b/g, // our own tokens
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /https:\/\/hooks\.slack\.com\/services\/[A-Za-z0-9/]+/g,
]
// JSON web tokens, also behind a prefix (session-eyJ…). What is looked for at the beginning of a word says whether a token can be in it at all.
const JWT = /(?<![\w-])(?=[\w-]+\.[\w-]{8,}\.)([\w-]*?)\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g
const NAMES =
  'authorization|cookie|set-cookie|password|passwd|secret|client_secret|api[_-]?key|access[_-]?key|secret[_-]?access[_-]?key|session[_-]?token|access_token|refresh_token|id_token|token'
// What stands behind such a name is hidden, whatever its shape. Behind a colon only where it is a header or cannot be a word: people write sentences.
const ASSIGNED = new RegExp(
  `((?:"|\\b)(?:${NAMES})"?\\s*=\\s*|"(?:${NAMES})"\\s*:\\s*|\\b(?:authorization|cookie|set-cookie):\\s*)("(?:[^"\\\\]|\\\\.)*(?:"|$)|(?:(?:bearer|basic)\\s+)?[^\\s",;&}]+)`,
  'gi',
)
const AFTER_COLON = new RegExp(`(\\b(?:${NAMES}):\\s*)(?=[^\\s\\d]{0,200}\\d)[^\\s",;&}]{8,}`, 'gi')
const BEARER = /\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi
// user:password@ of an address
const USERINFO = /\b([a-z][a-z0-9+.-]{0,30}:\/\/)[^\s/@:]+:[^\s/@]+@/gi

// One look that lets almost every text pass: what the patterns below need to match at all.
const MAY_HOLD =
  /AKIA|ASIA|gh[pousr]_|github_pat_|xox[abeprs]-|sk-|csn_|eyJ|-----BEGIN|hooks\.slack|:\/\/[^\s/]*@|bearer|basic|authorization|cookie|passw|secret|key|token/i

/** The text without what looks like a credential and without any secret that this process has read. What is not one stays as it is, byte for byte. */
export function redact(text: string): string {
  let clean = text
  for (const secret of knownSecrets()) clean = clean.replaceAll(secret, HIDDEN)
  if (!MAY_HOLD.test(clean)) return clean
  for (const shape of SHAPES) clean = clean.replace(shape, HIDDEN)
  return clean
    .replace(JWT, `$1${HIDDEN}`)
    .replace(USERINFO, `$1${HIDDEN}@`)
    .replace(BEARER, `$1 ${HIDDEN}`)
    .replace(ASSIGNED, (_all, name: string, value: string) => `${name}${value.startsWith('"') ? `"${HIDDEN}"` : HIDDEN}`)
    .replace(AFTER_COLON, `$1${HIDDEN}`)
}

/** Every text in a value of JSON, keys included in what is looked at but kept. Used before something is stored or sent that others wrote. */
export function redactDeep<T>(value: T): T {
  if (typeof value === 'string') return redact(value) as T
  if (Array.isArray(value)) return value.map(redactDeep) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, IS_SECRET_KEY.test(key) && typeof inner === 'string' ? HIDDEN : redactDeep(inner)]),
  ) as T
}

const IS_SECRET_KEY =
  /^(?:authorization|cookie|set-cookie|password|passwd|secret|client_secret|api[_-]?key|secret[_-]?access[_-]?key|session[_-]?token|access_token|refresh_token|id_token)$/i

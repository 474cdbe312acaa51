import { Fault } from '@/lib/kernel/errors'

/** A bucket that holds `burst` calls and regains `per_sec` of them a second. */
export type Limit = { name: string; burst: number; per_sec: number }

// A person at work sends a command every few seconds; a journey in the browser, a dozen at once.
export const COMMANDS_PER_PERSON: Limit = { name: 'commands', burst: 60, per_sec: 2 }
// An editor asks after every pause in typing.
export const PREVIEWS_PER_PERSON: Limit = { name: 'previews', burst: 60, per_sec: 4 }
// A page asks once; where a model words the answer, somebody pays for each.
export const NARRATIONS_PER_PERSON: Limit = { name: 'narrations', burst: 120, per_sec: 1 }
// Each is read, looked up in the bill and answered, by a model where one is connected; people ask a few a minute.
export const QUESTIONS_PER_PERSON: Limit = { name: 'questions', burst: 60, per_sec: 1 }
// A page follows the conversation that is open, and again after each lost connection.
export const FOLLOWS_PER_PERSON: Limit = { name: 'looks at conversations', burst: 240, per_sec: 4 }
// A delivery has up to 500 parts.
export const UPLOADS_PER_PERSON: Limit = { name: 'files sent', burst: 600, per_sec: 1 }
// A year of large monthly bills in one go; all of it is there again after an hour.
export const UPLOAD_BYTES_PER_PERSON: Limit = { name: 'bytes sent', burst: 64 * 1024 ** 3, per_sec: 18 * 1024 ** 2 }
// A file holds all that a search or a conversation has: somebody who works takes a few.
export const EXPORTS_PER_PERSON: Limit = { name: 'exports', burst: 20, per_sec: 0.2 }
/** Refused commands of one person that reach the audit chain: enough to answer for, too few to bury the rest. */
export const REFUSALS_RECORDED_PER_PERSON: Limit = { name: 'recorded refusals', burst: 50, per_sec: 0.1 }
/** A page tells five at most, so this is a person with some pages that fail. */
export const CLIENT_ERRORS_PER_PERSON: Limit = { name: 'errors of a browser', burst: 20, per_sec: 0.1 }
export const SIGN_INS_PER_ADDRESS: Limit = { name: 'sign-ins', burst: 30, per_sec: 0.5 }
// Addresses and people that are kept in mind; beyond that the one that has been quiet longest is forgotten, whose bucket is full again anyway.
const MOST_KEYS = 10_000

type Bucket = { left: number; at_ms: number }
const shared = globalThis as unknown as { countersign_limits?: Map<string, Bucket> }

/**
 * Counts one call of `key`. Throws Fault `rate_limited`, which says when to come back. Held in this process: behind several web processes each
 * holds its own count, so the limit is that many times as high, and a process that starts again begins with full buckets.
 */
export const takeOne = (limit: Limit, key: string, now_ms = Date.now()): void => takeSome(limit, key, 1, now_ms)

/** The same for what is counted by its size. What is refused takes nothing; more than `burst` at once never passes. */
export function takeSome(limit: Limit, key: string, amount: number, now_ms = Date.now()): void {
  shared.countersign_limits ??= new Map()
  const buckets = shared.countersign_limits
  const id = `${limit.name}\n${key}`
  const { left, at_ms } = buckets.get(id) ?? { left: limit.burst, at_ms: now_ms }
  const filled = Math.min(limit.burst, left + (Math.max(0, now_ms - at_ms) / 1000) * limit.per_sec)
  buckets.delete(id) // moves it to the end: a map keeps its order
  buckets.set(id, { left: filled >= amount ? filled - amount : filled, at_ms: now_ms })
  for (const oldest of buckets.keys()) {
    if (buckets.size <= MOST_KEYS) break
    buckets.delete(oldest)
  }
  if (filled >= amount) return
  const retry_after_sec = Math.ceil((amount - filled) / limit.per_sec)
  throw new Fault('rate_limited', `too many ${limit.name}: wait ${retry_after_sec} s and try again`, { limit: limit.name, retry_after_sec })
}

/** As `takeOne`, for what is left out rather than refused. */
export function hasOne(limit: Limit, key: string, now_ms = Date.now()): boolean {
  try {
    takeOne(limit, key, now_ms)
    return true
  } catch {
    return false
  }
}

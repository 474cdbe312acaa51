import { addMs } from '@/lib/kernel/time'
import type { Mutation, Place } from '../call'
import type { CloudPort } from '../port'

/** An account with one resource of the kind, which nothing protects, and the id that its port knows it by. */
export type Given = {
  port: CloudPort
  place: Place
  id: string
  /** Lets an hour pass, in which everything settles that is on its way. Null for an account where everything is there at once. */
  later: (() => void) | null
}
const HOUR_MS = 3_600_000

/** A clock that stands still but for the time that a test lets pass, an hour unless it says otherwise. */
export function clock(start = '2026-11-19T09:00:00.000Z') {
  let at = start
  return {
    now: async () => at,
    later: (ms = HOUR_MS) => {
      at = addMs(at, ms)
    },
  }
}

/** Unless an account settles at once, lets everything settle. */
export const settle = ({ later }: Pick<Given, 'later'>): void => later?.()

export type Contract = (given: () => Promise<Given>) => void

export const dry = (key: string): Mutation => ({ dry_run: true, idempotency_key: key })
export const live = (key: string): Mutation => ({ dry_run: false, idempotency_key: key })

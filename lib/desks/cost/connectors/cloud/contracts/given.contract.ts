import type { Mutation, Place } from '../call'
import type { CloudPort } from '../port'

/** An account with one resource of the kind, which nothing protects, and the id that its port knows it by. */
export type Given = { port: CloudPort; place: Place; id: string }
export type Contract = (given: () => Promise<Given>) => void

export const dry = (key: string): Mutation => ({ dry_run: true, idempotency_key: key })
export const live = (key: string): Mutation => ({ dry_run: false, idempotency_key: key })

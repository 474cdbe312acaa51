import { listen, type Notice } from '@/lib/db/listen'
import { livingSessions } from '@/lib/identity/session-store'

/** One open stream. `ends_at`: milliseconds of this process's clock, after which the browser has to come again. */
export type Follower = { tenant_id: string; session_id: string; ends_at: number; send(bytes: Uint8Array): void; end(): void }

const KEEP_ALIVE_MS = 15_000
// A browser needs one stream, or one a tab where it cannot share; more are a mistake or worse.
const MOST_PER_SESSION = 8

type Sessions = Map<string, Set<Follower>>
type Followers = { by_tenant: Map<string, Sessions>; stop(): void }
const shared = globalThis as unknown as { countersign_followers?: Followers }

const encoder = new TextEncoder()
const STILL_HERE = encoder.encode(': still here\n\n')

/**
 * Tells a stream what changed in its tenant until the returned function is called, which may happen twice: when it is let go, and when its browser goes.
 *
 * The oldest stream of a session ends when there are too many. Every stream ends with its session: at sign-out at once, and within 15 s if that notice was
 * lost. All streams of a process share one subscription, one beat and one query a beat and tenant, and a notice is put into bytes once.
 */
export function follow(follower: Follower): () => void {
  shared.countersign_followers ??= begin()
  const followers = shared.countersign_followers
  const { by_tenant } = followers
  const { tenant_id, session_id } = follower
  const sessions = by_tenant.get(tenant_id) ?? new Map()
  by_tenant.set(tenant_id, sessions)
  const streams: Set<Follower> = sessions.get(session_id) ?? new Set()
  sessions.set(session_id, streams)
  streams.add(follower)
  const [oldest] = streams
  if (streams.size > MOST_PER_SESSION) oldest?.end()
  return () => {
    if (!streams.delete(follower)) return
    if (streams.size === 0 && sessions.get(session_id) === streams) sessions.delete(session_id)
    if (sessions.size === 0 && by_tenant.get(tenant_id) === sessions) by_tenant.delete(tenant_id)
    if (by_tenant.size > 0) return
    followers.stop()
    if (shared.countersign_followers === followers) delete shared.countersign_followers
  }
}

function begin(): Followers {
  const by_tenant: Followers['by_tenant'] = new Map()
  const unlisten = listen((notice) => tell(by_tenant.get(notice.tenant_id), notice))
  const beat = setInterval(() => {
    for (const [tenant_id, sessions] of by_tenant) void beatOf(tenant_id, sessions)
  }, KEEP_ALIVE_MS)
  return {
    by_tenant,
    stop() {
      clearInterval(beat)
      unlisten()
    },
  }
}

const every = (sessions: Sessions | undefined): Follower[] => [...(sessions?.values() ?? [])].flatMap((streams) => [...streams])

/** Ends every stream of this process: it stops, and an open tab must not hold it up. */
export function endEveryStream(): void {
  for (const sessions of shared.countersign_followers?.by_tenant.values() ?? []) for (const follower of every(sessions)) follower.end()
}

function tell(sessions: Sessions | undefined, { topic, id }: Notice): void {
  if (topic === 'session') {
    for (const follower of [...(sessions?.get(id) ?? [])]) follower.end()
    return
  }
  const bytes = encoder.encode(`data: ${JSON.stringify({ topic, id })}\n\n`)
  for (const follower of every(sessions)) follower.send(bytes)
}

async function beatOf(tenant_id: string, sessions: Sessions): Promise<void> {
  const now = Date.now()
  for (const follower of every(sessions)) {
    if (follower.ends_at <= now) follower.end()
    else follower.send(STILL_HERE)
  }
  try {
    const living = await livingSessions(tenant_id, [...sessions.keys()])
    for (const follower of every(sessions)) if (!living.has(follower.session_id)) follower.end()
  } catch {
    // The database did not answer: that says nothing about the sessions.
  }
}

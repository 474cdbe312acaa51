import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { findSession, type Session } from '@/lib/identity/session-store'
import { actorOfToken } from '@/lib/identity/token-store'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import type { Actor, TokenScope } from '@/schemas/actor'

export const SESSION_COOKIE = 'countersign_session'

const BEARER = /^bearer\s+(\S+)$/i

/** The session of this browser, or null. */
export async function currentSession(): Promise<(Session & { token: string }) | null> {
  const token = (await cookies()).get(SESSION_COOKIE)?.value
  const session = token === undefined ? null : await findSession(token, 'web')
  return session === null || token === undefined ? null : { ...session, token }
}

/** Who is signed in, or null. A request that carries an `Authorization` header is that token's or nobody's: its cookie does not count. */
export async function findActor(): Promise<Actor | null> {
  const authorization = (await headers()).get('authorization')
  if (authorization !== null) return await actorOfToken(BEARER.exec(authorization)?.[1] ?? '')
  return (await currentSession())?.actor ?? null
}

/** For route handlers: who is signed in. Throws Fault `unauthenticated`, and `forbidden` when a token's scopes leave this out; null where each command says what it needs. */
export async function requireActor(needs: TokenScope | null = 'read'): Promise<Actor> {
  const actor = await findActor()
  if (actor === null) throw new Fault('unauthenticated', 'sign in first: your session is missing or over, or your token is not known here')
  if (needs !== null && actor.auth?.scopes !== undefined && !actor.auth.scopes.includes(needs))
    throw new Fault('forbidden', `this token has no scope ${needs}: make one that has it under settings, tokens`, { code: 'SCOPE', needed: [needs] })
  if (needs === 'work' && actor.kind !== 'person')
    throw new Fault('forbidden', 'a service account does no work of people: use a token of your own', { code: 'NOT_A_PERSON', kind: actor.kind })
  return actor
}

/** For what only a browser's session may do: streams, sign-out, passkeys. Throws Fault `unauthenticated`. */
export async function requireSession(): Promise<Session & { token: string }> {
  const session = (await headers()).get('authorization') === null ? await currentSession() : null
  if (session === null) throw new Fault('unauthenticated', 'sign in first: your session is missing or over')
  return session
}

/** For pages: who is signed in, or on to the sign-in page and back here afterwards. */
export async function pageActor(path: string): Promise<Actor> {
  return (await currentSession())?.actor ?? redirect(`/sign-in?next=${encodeURIComponent(path)}`)
}

/** The attributes of the session's cookie. `Secure` as soon as people reach this over https, also where a proxy ends it. */
export function sessionCookie(request: Request, max_age_sec: number) {
  const is_https = new URL(request.url).protocol === 'https:' || request.headers.get('x-forwarded-proto') === 'https' || config().url.startsWith('https:')
  return { httpOnly: true, sameSite: 'lax', path: '/', maxAge: max_age_sec, secure: is_https } as const
}

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { actorOf } from '@/lib/identity/session-store'
import { Fault } from '@/lib/kernel/errors'
import type { Actor } from '@/schemas/actor'

export const SESSION_COOKIE = 'countersign_session'

/** Who is signed in, or null. */
export async function findActor(): Promise<Actor | null> {
  const token = (await cookies()).get(SESSION_COOKIE)?.value
  return token === undefined ? null : await actorOf(token, 'web')
}

/** For route handlers: who is signed in. Throws Fault `unauthenticated`. */
export async function requireActor(): Promise<Actor> {
  const actor = await findActor()
  if (actor === null) throw new Fault('unauthenticated', 'sign in first: your session is missing or over')
  return actor
}

/** For pages: who is signed in, or on to the sign-in page and back here afterwards. */
export async function pageActor(path: string): Promise<Actor> {
  return (await findActor()) ?? redirect(`/sign-in?next=${encodeURIComponent(path)}`)
}
